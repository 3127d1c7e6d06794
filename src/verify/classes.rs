//! The classes of bytes in markup.

/// What a byte can be a part of, as bits.
pub(super) const CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let this = byte as u8;
        let space = matches!(this, b' ' | b'\n' | b'\t' | b'\r' | b'\x0C');
        classes[byte] = match (space, this) {
            (true, _) => SPACE | SPACE_OR_SLASH,
            (_, b'/') => SPACE_OR_SLASH | BARE_VALUE,
            (_, b'>') => 0,
            (_, b'=') => TAG_NAME | BARE_VALUE,
            _ => TAG_NAME | ATTRIBUTE_NAME | BARE_VALUE,
        };
        byte += 1;
    }
    classes
};
pub(super) const SPACE: u8 = 1;
pub(super) const SPACE_OR_SLASH: u8 = 2;
pub(super) const TAG_NAME: u8 = 4;
pub(super) const ATTRIBUTE_NAME: u8 = 8;
pub(super) const BARE_VALUE: u8 = 16;
