//! Every setting there is: one table for the flags, the environment, the file and `--help`.

/// One setting: its name as a flag (`--base-url`); the environment says `MIPAS_BASE_URL`, the file `base-url`.
pub struct Setting {
    pub name: &'static str,
    /// The accepted form, told when a value is wrong.
    pub form: &'static str,
    pub help: &'static str,
    pub default: Option<&'static str>,
}

/// Every setting, in the order of `--help`.
pub const SETTINGS: &[Setting] = &[
    Setting {
        name: "listen",
        form: "ADDRESS:PORT, such as 127.0.0.1:8080 or [::]:8080",
        help: "Where to listen for HTTP",
        default: Some("127.0.0.1:8080"),
    },
    Setting {
        name: "base-url",
        form: "an http:// or https:// address without a path, such as https://mipas.example.org",
        help: "The address that browsers use; http://LISTEN when not set",
        default: None,
    },
    Setting {
        name: "data-dir",
        form: "a folder",
        help: "Where the SQLite database, the secret and captured mail live",
        default: Some("data"),
    },
    Setting {
        name: "database-url",
        form: "sqlite:PATH or postgres://USER@HOST:PORT/NAME",
        help: "The database; sqlite:DATA_DIR/mipas.db when not set",
        default: None,
    },
    Setting {
        name: "mail-url",
        form: "smtp://[USER:PASSWORD@]HOST[:PORT], smtps://…, file://FOLDER or capture:",
        help: "How mail leaves; file://DATA_DIR/mail when not set. smtp:// uses STARTTLS when a user is named, \
               and with ?tls=required always",
        default: None,
    },
    Setting {
        name: "mail-from",
        form: "an address, such as \"MIPAS <noreply@example.org>\"",
        help: "The sender of mail",
        default: Some("MIPAS <noreply@localhost>"),
    },
    Setting {
        name: "secret",
        form: "at least 32 characters",
        help: "Keys the forms' tokens; made and kept in DATA_DIR/secret when not set. Several nodes share one",
        default: None,
    },
    Setting {
        name: "trusted-proxies",
        form: "addresses or networks separated by commas, such as 127.0.0.1,10.0.0.0/8",
        help: "Whose X-Forwarded-For counts",
        default: Some(""),
    },
    Setting { name: "limits", form: "on or off", help: "Rate limits; off only for benchmarks", default: Some("on") },
    Setting {
        name: "page-cache",
        form: "a number of mebibytes, 0 to 1024",
        help: "Memory for pages, and for what they are made of, that many readers share",
        default: Some("16"),
    },
    Setting {
        name: "notice-delay",
        form: "a number of seconds, 0 to 86400",
        help: "How long mail about notices waits whether they are read on the site",
        default: Some("600"),
    },
    Setting {
        name: "live-per-address",
        form: "a number, 1 to 100000",
        help: "Open sockets that one client address may have on this node; many people may share one",
        default: Some("200"),
    },
    Setting {
        name: "live-per-account",
        form: "a number, 1 to 100000",
        help: "Open sockets that one account may have on this node: one a tab",
        default: Some("20"),
    },
    Setting {
        name: "leave-url",
        form: "an https:// address",
        help: "Where \"leave this page\" leads: a site that betrays nothing",
        default: Some("https://www.meteo.lt/"),
    },
    Setting {
        name: "backup-days",
        form: "a number of days up to 3650",
        help: "After how many days the last backup that holds something erased is deleted: askers are told so",
        default: Some("30"),
    },
    Setting {
        name: "metrics-listen",
        form: "ADDRESS:PORT, such as 127.0.0.1:9090",
        help: "Where /metrics is served to whoever asks; nowhere when not set",
        default: None,
    },
    Setting {
        name: "metrics-token",
        form: "at least 16 characters",
        help: "Bearer token that opens /metrics on the site's own address; not there when not set",
        default: None,
    },
    Setting {
        name: "workers",
        form: "a number, 1 to 256",
        help: "Threads that serve requests; the number of cores when not set",
        default: None,
    },
    Setting {
        name: "log",
        form: "a filter such as info or mipas=debug,warn",
        help: "What is logged",
        default: Some("info"),
    },
    Setting { name: "log-format", form: "text or json", help: "How it is logged", default: Some("text") },
];
