//! Pieces of pages that many readers see alike: the posts of a thread, the lines of a list. A piece is made once
//! for each look that it can have, and is put together with others.

use std::sync::Arc;

use chrono_tz::Tz;

use crate::error::Result;
use crate::i18n::Lang;

/// What a piece is made of. A copy that is read anew has another id, and so other pieces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PieceKey {
    pub copy: u64,
    pub index: usize,
    pub lang: Lang,
    pub zone: Tz,
    /// Everything else that the piece depends on: marks, rights.
    pub look: u64,
}

pub struct Pieces(moka::sync::Cache<PieceKey, Arc<[String]>>);

impl Pieces {
    /// Where a piece's forms have their token. NUL cannot stand in any text.
    pub const TOKEN: &str = "\0token\0";

    pub fn new(bytes: u64) -> Self {
        let weigh = |_: &PieceKey, piece: &Arc<[String]>| {
            u32::try_from(piece.iter().map(|text| text.len() + 24).sum::<usize>() + 256).unwrap_or(u32::MAX)
        };
        Self(moka::sync::Cache::builder().max_capacity(bytes).weigher(weigh).build())
    }

    /// Appends the piece to `out`, with this reader's token in it.
    pub fn append(
        &self,
        out: &mut String,
        key: PieceKey,
        token: Option<&str>,
        make: impl FnOnce() -> Result<String>,
    ) -> Result<()> {
        let piece = match self.0.get(&key) {
            Some(piece) => piece,
            None => {
                let piece: Arc<[String]> = make()?.split(Self::TOKEN).map(str::to_owned).collect();
                self.0.insert(key, Arc::clone(&piece));
                piece
            }
        };
        for (index, text) in piece.iter().enumerate() {
            if index > 0 {
                out.push_str(token.unwrap_or_default());
            }
            out.push_str(text);
        }
        Ok(())
    }
}
