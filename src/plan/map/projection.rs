//! From degrees to metres: the transverse Mercator projection of UTM zone 33, in which maps of all Norway are drawn.
//!
//! Krüger's series to the third power of the ellipsoid's flattening, right to a millimetre or so over the country.

/// The ellipsoid of WGS 84.
const RADIUS: f64 = 6_378_137.0;
const FLATTENING: f64 = 1.0 / 298.257_223_563;
/// The meridian in the middle of the zone, in degrees.
const MERIDIAN: f64 = 15.0;
const SCALE: f64 = 0.9996;
const EASTING: f64 = 500_000.0;

/// Returns how far east and north a place lies, in metres.
pub(super) fn utm33(latitude: f64, longitude: f64) -> (f64, f64) {
    let n = FLATTENING / (2.0 - FLATTENING);
    let (n2, n3) = (n * n, n * n * n);
    let rectifying = RADIUS / (1.0 + n) * (1.0 + n2 / 4.0 + n2 * n2 / 64.0);
    let series = [n / 2.0 - 2.0 / 3.0 * n2 + 5.0 / 16.0 * n3, 13.0 / 48.0 * n2 - 3.0 / 5.0 * n3, 61.0 / 240.0 * n3];
    let (sine, along) = (latitude.to_radians().sin(), (longitude - MERIDIAN).to_radians());
    let eccentric = 2.0 * n.sqrt() / (1.0 + n);
    let conformal = (sine.atanh() - eccentric * (eccentric * sine).atanh()).sinh();
    let xi = conformal.atan2(along.cos());
    let eta = (along.sin() / conformal.hypot(along.cos())).asinh();
    let (mut north, mut east) = (xi, eta);
    for (power, factor) in (1..).zip(series) {
        let twice = 2.0 * f64::from(power);
        north += factor * (twice * xi).sin() * (twice * eta).cosh();
        east += factor * (twice * xi).cos() * (twice * eta).sinh();
    }
    (EASTING + SCALE * rectifying * east, SCALE * rectifying * north)
}

#[cfg(test)]
mod tests {
    use super::utm33;

    /// Reckoned with PROJ, EPSG:4326 to EPSG:25833.
    #[test]
    fn places_lie_where_the_official_grid_has_them() {
        let known = [
            (60.0, 15.0, 500_000.0, 6_651_411.190),
            (59.9127, 10.7461, 262_211.233, 6_649_332.037),
            (60.393, 5.3242, -31_974.638, 6_734_372.498),
            (69.7197, 30.1604, 1_081_233.442, 7_807_270.784),
            (69.6342, 18.9225, 652_257.769, 7_729_969.326),
        ];
        for (latitude, longitude, east, north) in known {
            let (x, y) = utm33(latitude, longitude);
            assert!((x - east).abs() < 0.01 && (y - north).abs() < 0.01, "{latitude} {longitude}: {x} {y}");
        }
    }
}
