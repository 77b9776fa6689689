//! Assets under names that change with their content, compressed once in a process.

use std::collections::HashMap;
use std::io::Write;
use std::sync::LazyLock;

use actix_web::web::Bytes;
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};

#[derive(RustEmbed)]
#[folder = "assets/"]
#[include = "*.css"]
#[include = "*.js"]
#[include = "*.svg"]
#[include = "*.png"]
struct Files;

/// One asset in its encodings.
pub struct Asset {
    pub content_type: &'static str,
    pub plain: Bytes,
    pub gzip: Bytes,
    pub brotli: Bytes,
}

/// All assets, by fingerprinted name.
pub struct Assets {
    by_url: HashMap<String, Asset>,
    urls: HashMap<String, String>,
}

impl Assets {
    /// The process' own: they are part of the binary.
    pub fn get_all() -> &'static Self {
        static ALL: LazyLock<Assets> = LazyLock::new(Assets::load);
        &ALL
    }

    fn load() -> Self {
        let mut assets = Self { by_url: HashMap::new(), urls: HashMap::new() };
        for name in Files::iter() {
            let Some(file) = Files::get(&name) else { continue };
            let Some((stem, extension)) = name.rsplit_once('.') else { continue };
            let hash = Sha256::digest(&file.data);
            let fingerprint: String = hash.iter().take(6).map(|byte| format!("{byte:02x}")).collect();
            let versioned = format!("{stem}.{fingerprint}.{extension}");
            let plain = Bytes::copy_from_slice(&file.data);
            let asset = Asset {
                content_type: content_type(extension),
                gzip: gzip(&plain, 9),
                brotli: brotli(&plain, 11),
                plain,
            };
            assets.urls.insert(name.to_string(), format!("/assets/{versioned}"));
            assets.by_url.insert(versioned, asset);
        }
        assets
    }

    /// The asset under its fingerprinted name.
    pub fn get(&self, versioned: &str) -> Option<&Asset> {
        self.by_url.get(versioned)
    }

    /// The URLs of all assets, by plain name.
    pub fn urls(&self) -> &HashMap<String, String> {
        &self.urls
    }
}

fn content_type(extension: &str) -> &'static str {
    match extension {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        _ => "application/octet-stream",
    }
}

/// Gzip at `level` 0 to 9 (RFC 1952). Writing into memory does not fail; if it did, the answer is empty.
pub fn gzip(plain: &[u8], level: u32) -> Bytes {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(level));
    if encoder.write_all(plain).is_err() {
        return Bytes::new();
    }
    encoder.finish().map(Bytes::from).unwrap_or_default()
}

/// Brotli at `quality` 0 to 11 (RFC 7932).
pub fn brotli(plain: &[u8], quality: u32) -> Bytes {
    let mut out = Vec::new();
    let mut encoder = brotli::CompressorWriter::new(&mut out, 4096, quality, 20);
    if encoder.write_all(plain).is_err() || encoder.flush().is_err() {
        return Bytes::new();
    }
    drop(encoder);
    Bytes::from(out)
}
