//! What organisations are told apart by, as codes. The messages `organisation-kind-…`, `organisation-sector-…`,
//! `organisation-state-…` and `region-…` name them.

use std::sync::LazyLock;

use serde::Serialize;

use crate::i18n::{Lang, sort_key};

crate::text_codes! {
    /// What a body is: whose answer an answer in its name is.
    Kind {
        StateBody = "state_body",
        Municipality = "municipality",
        Ngo = "ngo",
        Academic = "academic",
        International = "international",
        /// An association of migrants themselves.
        Migrants = "migrants",
    }
}

crate::text_codes! {
    /// The field of public life that it mostly works in.
    Sector {
        Interior = "interior",
        Social = "social",
        Education = "education",
        Health = "health",
        Labour = "labour",
        ForeignAffairs = "foreign_affairs",
        Justice = "justice",
        Equality = "equality",
        Other = "other",
    }
}

crate::text_codes! {
    /// Where an organisation stands on its way into the directory.
    State {
        /// Waits for an administrator.
        Applied = "applied",
        Listed = "listed",
        Declined = "declined",
        /// Taken out of the directory; what was done in its name stays.
        Withdrawn = "withdrawn",
    }
}

crate::text_codes! {
    /// What somebody is in an organisation.
    MemberRole {
        Member = "member",
        /// Speaks for it, by a mandate.
        Representative = "representative",
    }
}

/// The 60 municipalities of Lithuania: cities, districts, and those that are neither (Law on the territorial
/// administrative units and their boundaries).
const REGIONS: [&str; 60] = [
    "akmenes-r",
    "alytaus-m",
    "alytaus-r",
    "anyksciu-r",
    "birstono",
    "birzu-r",
    "druskininku",
    "elektrenu",
    "ignalinos-r",
    "jonavos-r",
    "joniskio-r",
    "jurbarko-r",
    "kaisiadoriu-r",
    "kalvarijos",
    "kauno-m",
    "kauno-r",
    "kazlu-rudos",
    "kedainiu-r",
    "kelmes-r",
    "klaipedos-m",
    "klaipedos-r",
    "kretingos-r",
    "kupiskio-r",
    "lazdiju-r",
    "marijampoles",
    "mazeikiu-r",
    "moletu-r",
    "neringos",
    "pagegiu",
    "pakruojo-r",
    "palangos-m",
    "panevezio-m",
    "panevezio-r",
    "pasvalio-r",
    "plunges-r",
    "prienu-r",
    "radviliskio-r",
    "raseiniu-r",
    "rietavo",
    "rokiskio-r",
    "skuodo-r",
    "sakiu-r",
    "salcininku-r",
    "siauliu-m",
    "siauliu-r",
    "silales-r",
    "silutes-r",
    "sirvintu-r",
    "svencioniu-r",
    "taurages-r",
    "telsiu-r",
    "traku-r",
    "ukmerges-r",
    "utenos-r",
    "varenos-r",
    "vilkaviskio-r",
    "vilniaus-m",
    "vilniaus-r",
    "visagino",
    "zarasu-r",
];

/// A municipality as forms and filters offer it.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Region {
    pub code: &'static str,
    pub name: String,
}

/// The code, if it is a municipality's.
pub fn find_region(code: &str) -> Option<&'static str> {
    REGIONS.into_iter().find(|known| *known == code)
}

/// All municipalities in the order of their names in this language; sorted once.
pub fn list_regions(lang: Lang) -> Vec<Region> {
    static SORTED: LazyLock<[Vec<Region>; 3]> = LazyLock::new(|| {
        Lang::ALL.map(|lang| {
            let named = REGIONS.map(|code| Region { code, name: lang.locale().say(&format!("region-{code}")) });
            let mut all = Vec::from(named);
            all.sort_by_cached_key(|region| sort_key(&region.name));
            all
        })
    });
    SORTED[lang as usize].clone()
}
