//! A PostgreSQL of a test's own, which it may stop and start.

use std::path::PathBuf;
use std::process::Command;

/// A PostgreSQL cluster with fsync on, of this test alone.
pub struct Cluster {
    folder: PathBuf,
    pub url: String,
}

impl Cluster {
    pub fn start() -> Self {
        // The user "postgres" must reach it: not below a folder of root's own.
        let folder =
            std::env::temp_dir().join(format!("mipas-cluster-{}-{:08x}", std::process::id(), rand::random::<u32>()));
        let url = Self::script(&["start", "--durable", folder.to_str().unwrap()]);
        Self { folder, url: url.trim().to_owned() }
    }

    fn script(arguments: &[&str]) -> String {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/postgres");
        let output = Command::new(script).args(arguments).output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// As a machine that loses its power: nothing is finished, and what was committed is read back from the log.
    pub fn restart(&self) {
        Self::script(&["restart", self.folder.to_str().unwrap()]);
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        Self::script(&["stop", self.folder.to_str().unwrap()]);
        drop(std::fs::remove_dir_all(&self.folder));
    }
}
