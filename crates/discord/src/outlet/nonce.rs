//! The nonce of a message: its marker, which has 22 characters. Those from before there were markers are ids of 36, which
//! are more than Discord takes (25).

use domain::Marker;

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The marker, or the 16 bytes of an id in base64url (RFC 4648, section 5, without padding).
pub(super) fn nonce(marker: &Marker) -> String {
    let text = marker.as_str();
    let Some(number) = uuid(text) else {
        return text.chars().take(25).collect();
    };
    // 128 bits are 22 digits of 6 bits, the last with 4 bits of padding.
    let digit = |at: u32| {
        let bits = if at == 21 {
            number << 4
        } else {
            number >> (122 - 6 * at)
        };
        char::from(DIGITS[(bits & 63) as usize])
    };
    (0..22).map(digit).collect()
}

fn uuid(text: &str) -> Option<u128> {
    let hex: String = text.chars().filter(|c| *c != '-').collect();
    (hex.len() == 32)
        .then(|| u128::from_str_radix(&hex, 16).ok())
        .flatten()
}

#[cfg(test)]
mod tests {
    use domain::Marker;

    use super::nonce;

    #[test]
    fn a_marker_is_its_own_nonce() {
        let marker = Marker::from_row("JqZ3-dXo8_w1Yc5tP0nGhA".to_owned());
        assert_eq!(nonce(&marker), marker.as_str());
    }

    #[test]
    fn of_an_id_it_is_base64url_of_the_uuid() {
        // printf 0194fdc2fa2f4cc0813dd88c5fab5b0f | xxd -r -p | base64 | tr +/ -_
        let marker = Marker::from_row("0194fdc2-fa2f-4cc0-813d-d88c5fab5b0f".to_owned());
        assert_eq!(nonce(&marker), "AZT9wvovTMCBPdiMX6tbDw");
        let marker = Marker::from_row("ffffffff-ffff-ffff-ffff-ffffffffffff".to_owned());
        assert_eq!(nonce(&marker), "_____________________w");
    }
}
