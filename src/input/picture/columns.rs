//! Profiles of screens, made of columns and a curve.

/// The white of profiles, D50, in 65536ths (ICC.1:2001 §A.1).
const D50: [u32; 3] = [63_190, 65_536, 54_061];

/// The least that ICC.1:2001 §6.3.3 asks of a profile for screens; columns of red, green and blue adapted to D50, in 65536ths, and the values of a curve, or a gamma of 8 and 8 bits.
pub(super) fn screen_profile(columns: [[i32; 3]; 3], values: &[u16]) -> Vec<u8> {
    let number = |number: u32| number.to_be_bytes();
    let length = |bytes: usize| u32::try_from(bytes).unwrap_or(0);
    let mut table: Vec<u8> = number(7).to_vec();
    let mut data: Vec<u8> = Vec::new();
    let begin = 128 + 4 + 7 * 12;
    let at = |data: &[u8]| number(begin + length(data.len()));
    let [red, green, blue] = columns.map(|column| column.map(i32::to_be_bytes));
    for (tag, column) in [(b"rXYZ", red), (b"gXYZ", green), (b"bXYZ", blue), (b"wtpt", D50.map(number))] {
        table.extend([&tag[..], &at(&data), &number(20)].concat());
        data.extend([&b"XYZ \0\0\0\0"[..], &column.concat()].concat());
    }
    let curve = at(&data);
    for tag in [b"rTRC", b"gTRC", b"bTRC"] {
        table.extend([&tag[..], &curve, &number(length(12 + 2 * values.len()))].concat());
    }
    data.extend([&b"curv\0\0\0\0"[..], &number(length(values.len()))].concat());
    values.iter().for_each(|value| data.extend(value.to_be_bytes()));
    data.resize(data.len().next_multiple_of(4), 0);
    let size = begin + length(data.len());
    let mut head = [&number(size)[..], &[0; 4], &[2, 0x40, 0, 0], b"mntrRGB XYZ ", &[0; 12], b"acsp"].concat();
    head.resize(68, 0);
    head.extend(D50.map(number).concat());
    head.resize(128, 0);
    [head, table, data].concat()
}
