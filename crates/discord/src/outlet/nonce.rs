//! The nonce of a delivery: its id in 22 characters, because 36 are more than Discord takes (25).

use domain::DeliveryId;

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The id's 16 bytes in base64url (RFC 4648, section 5, without padding). An id that is no UUID is cut.
pub(super) fn nonce(delivery: &DeliveryId) -> String {
    let text = delivery.as_str();
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
    use domain::DeliveryId;

    use super::nonce;

    #[test]
    fn it_is_base64url_of_the_uuid() {
        // printf 0194fdc2fa2f4cc0813dd88c5fab5b0f | xxd -r -p | base64 | tr +/ -_
        let id = DeliveryId::new("0194fdc2-fa2f-4cc0-813d-d88c5fab5b0f");
        assert_eq!(nonce(&id), "AZT9wvovTMCBPdiMX6tbDw");
        let id = DeliveryId::new("ffffffff-ffff-ffff-ffff-ffffffffffff");
        assert_eq!(nonce(&id), "_____________________w");
    }
}
