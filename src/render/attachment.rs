//! Pictures and data that pages link to: checked, and freed of what they carry along.
//!
//! A photograph loses its metadata (place, camera, thumbnail, comments), a drawing that could run or load anything is
//! refused, and a file that the last gate cannot read is not published at all.

use std::io::Cursor;

use image::{ImageFormat, ImageReader, Limits};

use super::{RenderedFile, picture as parts};
use crate::domain::{Attachment, AttachmentKind, SitePath};
use crate::plan::attachment_address;
use crate::problem::{Both, Code, Place, Problem, both};

/// Widest and highest picture, in pixels; what it takes in memory is bounded by it.
const MOST_PIXELS: u32 = 12_000;

pub(super) fn file(attachment: &Attachment) -> Result<RenderedFile, Problem> {
    let address = attachment_address(attachment);
    let path = SitePath::of_page(&address)
        .ok_or_else(|| problem(attachment, Code::UnsafeName, both!("navnet gir ingen adresse", "the name makes no address")))?;
    let bytes = match attachment.kind {
        AttachmentKind::Jpeg => picture(attachment, ImageFormat::Jpeg)?,
        AttachmentKind::Png => picture(attachment, ImageFormat::Png)?,
        AttachmentKind::WebP => picture(attachment, ImageFormat::WebP)?,
        AttachmentKind::Svg => svg(attachment)?,
        AttachmentKind::Text => text(attachment)?,
        AttachmentKind::Unreadable => return Err(unreadable(attachment)),
    };
    Ok(RenderedFile { path, bytes: bytes.into() })
}

/// Returns width and height of a picture, where its header can be read.
pub(super) fn size(attachment: &Attachment) -> Option<(u32, u32)> {
    ImageReader::new(Cursor::new(&*attachment.bytes)).with_guessed_format().ok()?.into_dimensions().ok()
}

fn problem(attachment: &Attachment, code: Code, said: Both) -> Problem {
    Problem::new(code, said).at(Place::file(attachment.source.shown()))
}

fn bad_picture(attachment: &Attachment, said: Both) -> Problem {
    problem(attachment, Code::BadPicture, said)
        .help(both!("lagre bildet på nytt som JPEG, PNG eller WebP", "save the picture again as JPEG, PNG or WebP"))
}

fn picture(attachment: &Attachment, format: ImageFormat) -> Result<Vec<u8>, Problem> {
    let bad = |said| bad_picture(attachment, said);
    let found = image::guess_format(&attachment.bytes).ok();
    if found != Some(format) {
        return Err(bad(both!("bildet er ikke av det slaget filnavnet sier", "the picture is not of the kind its name says")));
    }
    let mut limits = Limits::default();
    limits.max_image_width = Some(MOST_PIXELS);
    limits.max_image_height = Some(MOST_PIXELS);
    limits.max_alloc = Some(640 << 20);
    let mut reader = ImageReader::with_format(Cursor::new(&*attachment.bytes), format);
    reader.limits(limits);
    match reader.decode() {
        Ok(_) => {}
        Err(image::ImageError::Limits(_)) => {
            return Err(problem(
                attachment,
                Code::BadPicture,
                both!(
                    "bildet er bredere eller høyere enn {MOST_PIXELS} piksler",
                    "the picture is wider or higher than {MOST_PIXELS} pixels"
                ),
            )
            .help(both!(
                "gjør bildet mindre; 2000 piksler er nok på en skjerm",
                "make it smaller; 2000 pixels are enough on a screen"
            )));
        }
        Err(_) => return Err(bad(both!("bildet er ødelagt", "the picture is broken"))),
    }
    parts::stripped(&attachment.bytes, format).ok_or_else(|| bad(both!("bildet er ødelagt", "the picture is broken")))
}

/// A drawing is refused where it could run, load or hide anything.
fn svg(attachment: &Attachment) -> Result<Vec<u8>, Problem> {
    let unsafe_svg = |said| {
        problem(attachment, Code::UnsafeSvg, said).help(both!(
            "eksporter tegningen som ren SVG uten skript, eller som PNG",
            "export the drawing as plain SVG without scripts, or as PNG"
        ))
    };
    let text = std::str::from_utf8(&attachment.bytes)
        .map_err(|_| unsafe_svg(both!("tegningen er ikke UTF-8", "the drawing is not UTF-8")))?;
    let document = roxmltree::Document::parse(text)
        .map_err(|_| unsafe_svg(both!("tegningen er ikke gyldig SVG", "the drawing is not valid SVG")))?;
    const ELEMENTS: [&str; 30] = [
        "svg",
        "g",
        "defs",
        "title",
        "desc",
        "path",
        "rect",
        "circle",
        "ellipse",
        "line",
        "polyline",
        "polygon",
        "text",
        "tspan",
        "use",
        "symbol",
        "clipPath",
        "mask",
        "pattern",
        "linearGradient",
        "radialGradient",
        "stop",
        "marker",
        "filter",
        "feGaussianBlur",
        "feOffset",
        "feMerge",
        "feMergeNode",
        "feFlood",
        "feComposite",
    ];
    for node in document.descendants() {
        if node.is_comment() || node.is_pi() {
            return Err(unsafe_svg(both!(
                "tegningen har kommentarer eller instruksjoner",
                "the drawing has comments or instructions"
            )));
        }
        if !node.is_element() {
            continue;
        }
        let name = node.tag_name().name();
        if !ELEMENTS.contains(&name) {
            return Err(unsafe_svg(both!("tegningen har elementet `{name}`", "the drawing has the element `{name}`")));
        }
        if carries_along(node) {
            return Err(unsafe_svg(both!(
                "tegningen bærer med seg det tegneprogrammet har skrevet om den",
                "the drawing carries along what its program wrote about it"
            )));
        }
        for attribute in node.attributes() {
            let (name, value) = (attribute.name(), attribute.value());
            let runs = name.to_ascii_lowercase().starts_with("on") || name == "style" && value.contains("url");
            let loads = name == "href" && !value.trim_start().starts_with('#') || value.to_ascii_lowercase().contains("script:");
            if runs || loads || value.contains("url(") && !value.contains("url(#") {
                return Err(unsafe_svg(both!(
                    "tegningen laster eller kjører noe (`{name}`)",
                    "the drawing loads or runs something (`{name}`)"
                )));
            }
        }
    }
    Ok(attachment.bytes.to_vec())
}

/// Tells whether an element has names of another kind than a drawing's own: there programs write folders and names.
fn carries_along(node: roxmltree::Node<'_, '_>) -> bool {
    const NAMESPACES: [&str; 3] =
        ["http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink", "http://www.w3.org/XML/1998/namespace"];
    let is_foreign = node.namespaces().any(|namespace| !NAMESPACES.contains(&namespace.uri()));
    is_foreign || node.attributes().any(|attribute| attribute.name().starts_with("data-"))
}

fn text(attachment: &Attachment) -> Result<Vec<u8>, Problem> {
    match std::str::from_utf8(&attachment.bytes) {
        Ok(_) => Ok(attachment.bytes.to_vec()),
        Err(_) => {
            Err(problem(attachment, Code::NotUtf8, both!("filen er ikke lagret som UTF-8", "the file is not saved as UTF-8")))
        }
    }
}

fn unreadable(attachment: &Attachment) -> Problem {
    problem(attachment, Code::UnreadableFile, both!("filer av dette slaget publiseres ikke", "files of this kind are not published"))
        .note(both!(
            "dokumenter kan bære med seg forfatter, endringer og skjulte ark, og siste port kan ikke lese dem",
            "documents can carry author, changes and hidden sheets, and the last gate cannot read them"
        ))
        .help(both!(
            "legg innholdet inn som en side eller en tabell, eller lenk til et bilde (JPEG, PNG, WebP, SVG) eller en tekstfil (CSV, TXT, JSON)",
            "put the content into a page or a table, or link to a picture (JPEG, PNG, WebP, SVG) or a text file (CSV, TXT, JSON)"
        ))
}
