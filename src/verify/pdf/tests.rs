//! What is hidden in a PDF, and what only pretends to be one.

use super::read;

/// Writes a PDF of one page, whose font has the letters of `a` to `z` and a few more as codes of their own.
pub(super) fn pdf(page: &str, more: &[&str]) -> Vec<u8> {
    let map = "begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange \
               2 beginbfrange <0020> <007E> <0020> <00AD> <00FF> <00AD> endbfrange endcmap";
    let stream = |dict: &str, body: &str| format!("<<{dict}/Length {}>>\nstream\n{body}\nendstream", body.len());
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>".to_owned(),
        stream("", page),
        "<</Type/Font/Subtype/Type0/Encoding/Identity-H/DescendantFonts[7 0 R]/ToUnicode 6 0 R>>".to_owned(),
        stream("", map),
        "<</Type/Font/Subtype/CIDFontType2/DW 500>>".to_owned(),
    ];
    objects.extend(more.iter().map(|object| (*object).to_owned()));
    let mut file = String::from("%PDF-1.7\n");
    for (number, object) in (1..).zip(&objects) {
        file.push_str(&format!("{number} 0 obj\n{object}\nendobj\n"));
    }
    file.push_str("xref\n0 1\n0000000000 65535 f \ntrailer\n<</Size 9/Root 1 0 R>>\nstartxref\n0\n%%EOF\n");
    file.into_bytes()
}

fn shown(text: &str) -> String {
    let codes: String = text.chars().map(|c| format!("{:04X}", u32::from(c))).collect();
    format!("<{codes}> Tj ")
}

fn line(y: u32, text: &str) -> String {
    format!("BT /F 10 Tf 1 0 0 1 50 {y} Tm {}ET ", shown(text))
}

#[test]
fn a_page_is_read_as_its_reader_does() {
    let read_page = |page: &str| read(&pdf(page, &[])).unwrap().more[1].clone();
    assert_eq!(read_page(&(line(700, "En linje") + &line(680, "og en til"))), "En linje\nog en til");
    // One word in two runs, as where a letter is of another font.
    assert_eq!(read_page("BT /F 10 Tf 1 0 0 1 50 700 Tm <0061> Tj ET BT /F 10 Tf 1 0 0 1 55 700 Tm <0062> Tj ET"), "ab");
    // Two cells of a table.
    assert_eq!(read_page("BT /F 10 Tf 1 0 0 1 50 700 Tm <0061> Tj ET BT /F 10 Tf 1 0 0 1 99 700 Tm <0062> Tj ET"), "a b");
    assert_eq!(read_page(&(line(700, "Skjørr\u{AD}") + &line(680, "vik"))), "Skjørr\u{AD}vik");
    let printed = read(&pdf(&(line(700, "Skjørr-") + &line(680, "vik")), &[])).unwrap();
    assert!(printed.texts().any(|text| text.contains("Skjørrvik")));
    assert_eq!(read_page("BT /F 10 Tf [<0061> 20 <0062> -300 <0063>] TJ ET"), "ab c");
}

#[test]
fn what_stands_beside_the_pages_is_read_too() {
    let beside =
        ["<</Title(Hemmelig tittel)>>", "<</Alt<FEFF0053006B006A00F800720072>>>", "<</A<</URI(https://x.example/?q=abc)>>>>"];
    let printed = read(&pdf(&line(700, "x"), &beside)).unwrap();
    let all = printed.more.join("\n");
    for said in ["Hemmelig tittel", "Skjørr", "https://x.example/?q=abc"] {
        assert!(all.contains(said), "{said}");
    }
    let packed = "<</Type/Metadata/Length 9>>\nstream\n<dc>a</dc\nendstream";
    assert!(read(&pdf("", &[packed])).unwrap().packed.contains(&b"<dc>a</dc".to_vec()));
}

#[test]
fn letters_that_mean_something_else_are_read_as_both() {
    let printed = read(&pdf("/Span <</ActualText(annet)>> BDC BT /F 10 Tf <00610062> Tj ET EMC", &[])).unwrap();
    assert!(printed.more.iter().any(|text| text.contains("annet")) && printed.more.iter().any(|text| text == "ab"));
}

#[test]
fn what_cannot_be_read_whole_is_not_read_at_all() {
    let good = pdf(&line(700, "x"), &[]);
    assert!(read(&good).is_some());
    let changed = |from: &str, to: &str| {
        let text = String::from_utf8(good.clone()).unwrap();
        assert!(text.contains(from), "{from}");
        read(text.replace(from, to).as_bytes())
    };
    for (from, to, why) in [
        ("/ToUnicode 6 0 R", "", "a font that does not say what its letters are"),
        ("/Type0", "/Type3", "a font of drawings"),
        ("<0078>", "<2078>", "a letter that means nothing"),
        ("/Root 1 0 R", "/Root 1 0 R/Encrypt 9 0 R", "a locked file"),
        ("<</Type/Catalog", "<</Type/Catalog/OpenAction 9 0 R", "something that runs"),
        ("<</Type/Catalog", "<</Type/Catalog/Names<</EmbeddedFiles 9 0 R>>", "a file within the file"),
        ("<</Length", "<</Filter/LZWDecode/Length", "another packing"),
        ("%%EOF\n", "%%EOF\n8 0 obj\nnull\nendobj\n", "something behind the end"),
        ("xref\n", "(astray)\nxref\n", "something between the objects"),
        ("2 0 obj", "1 0 obj", "two objects of one number"),
        ("/Kids[3 0 R]", "/Kids[3 0 R]/Kids[4 0 R]", "two values under one key"),
        ("Tj ET", "' ET", "an operator we do not follow"),
    ] {
        assert!(changed(from, to).is_none(), "{why}");
    }
    assert!((0..good.len()).all(|end| read(&good[..end]).is_none() || end + 1 == good.len()), "a part of a file");
}
