//! What clients send: one small JSON object a frame. Anything else closes the socket with the code that says why
//! (RFC 6455 section 7.4.1).

use actix_web::web::{Bytes, BytesMut};
use actix_ws::{CloseCode, Item, Message, ProtocolError};
use bytestring::ByteString;
use chrono::Duration;
use serde::Deserialize;
use serde_json::Value;

use crate::db::Timestamp;

/// The longest message, in bytes. What clients have to say takes less than a hundred.
pub const LONGEST: usize = 4 * 1024;
/// Frames of one client in a minute: each subscription is a question to the database.
const MOST_A_MINUTE: u32 = 120;

/// What a client asks for.
#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Said {
    Subscribe(String),
    Unsubscribe(String),
}

/// What a frame comes to.
#[derive(Debug)]
pub enum Frame {
    Said(Said),
    /// To be answered with the same bytes.
    Ping(Bytes),
    /// The client lives; nothing to do.
    Nothing,
    /// The client closes, or is to be closed, with this code.
    Close(CloseCode),
    /// The connection has ended.
    Gone,
}

/// One client's frames: puts fragments together and counts.
#[derive(Default)]
pub struct Frames {
    /// The text whose end has not come yet.
    begun: Option<BytesMut>,
    minute: Option<Timestamp>,
    count: u32,
}

impl Frames {
    pub fn take(&mut self, message: Result<Message, ProtocolError>, now: Timestamp) -> Frame {
        let message = match message {
            Ok(message) => message,
            Err(error) => return code_of(&error).map_or(Frame::Gone, Frame::Close),
        };
        if self.minute.is_none_or(|minute| now > minute + Duration::minutes(1)) {
            (self.minute, self.count) = (Some(now), 0);
        }
        self.count += 1;
        if self.count > MOST_A_MINUTE {
            return Frame::Close(CloseCode::Policy);
        }
        match message {
            Message::Text(text) => parse(&text),
            Message::Binary(_) | Message::Continuation(Item::FirstBinary(_)) => Frame::Close(CloseCode::Unsupported),
            Message::Continuation(Item::FirstText(part)) => {
                self.begun = Some(BytesMut::from(part.as_ref()));
                Frame::Nothing
            }
            Message::Continuation(Item::Continue(part)) => {
                self.append(&part).err().map_or(Frame::Nothing, Frame::Close)
            }
            Message::Continuation(Item::Last(part)) => match self.append(&part) {
                Ok(()) => {
                    let whole = self.begun.take().unwrap_or_default().freeze();
                    ByteString::try_from(whole).map_or(Frame::Close(CloseCode::Invalid), |text| parse(&text))
                }
                Err(code) => Frame::Close(code),
            },
            Message::Ping(bytes) => Frame::Ping(bytes),
            Message::Pong(_) | Message::Nop => Frame::Nothing,
            // What a client gives as its own reason is not repeated: some codes must not be sent.
            Message::Close(_) => Frame::Close(CloseCode::Normal),
        }
    }

    fn append(&mut self, part: &Bytes) -> Result<(), CloseCode> {
        let begun = self.begun.as_mut().ok_or(CloseCode::Protocol)?;
        if begun.len() + part.len() > LONGEST {
            return Err(CloseCode::Size);
        }
        begun.extend_from_slice(part);
        Ok(())
    }
}

/// 1007 for what is not JSON, 1008 for JSON that says nothing known.
fn parse(text: &str) -> Frame {
    match serde_json::from_str::<Value>(text).map(serde_json::from_value::<Said>) {
        Ok(Ok(said)) => Frame::Said(said),
        Ok(Err(_)) => Frame::Close(CloseCode::Policy),
        Err(_) => Frame::Close(CloseCode::Invalid),
    }
}

/// `None` where there is no one left to be told.
fn code_of(error: &ProtocolError) -> Option<CloseCode> {
    match error {
        ProtocolError::Overflow => Some(CloseCode::Size),
        // Text that is not UTF-8 comes wrapped, and so do reserved bits.
        ProtocolError::Io(inner) if inner.kind() == std::io::ErrorKind::InvalidData => {
            let is_text = inner.get_ref().is_some_and(|cause| cause.is::<std::str::Utf8Error>());
            Some(if is_text { CloseCode::Invalid } else { CloseCode::Protocol })
        }
        ProtocolError::Io(_) => None,
        _ => Some(CloseCode::Protocol),
    }
}
