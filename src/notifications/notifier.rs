//! The consumer that turns activities into notices: once for each member and activity, however often it is run.

use std::collections::{HashMap, HashSet};

use chrono::Duration;
use diesel::prelude::*;

use super::follow::{self, Level};
use super::meaning::{Concern, Meanings, NoticeKind, Once, Wanted};
use super::notice::{inbox_entry, load_wanted};
use crate::accounts::load_viewers;
use crate::activity::{Activity, Consumer};
use crate::db::schema::{inbox, notice_mails, notices};
use crate::db::{AccountId, MultiBackend, NoticeId, Tx};
use crate::error::Result;

/// Its name in the database.
pub const NAME: &str = "notifications";

/// Nobody is mailed about what is older: after a long outage the inbox is enough.
const OLDEST_MAILED: Duration = Duration::days(1);

pub struct Notifier {
    pub meanings: Meanings,
    /// How long mail waits whether its notice is read on the site.
    pub delay: Duration,
}

/// Somebody who is to be told.
struct Recipient {
    account: AccountId,
    kind: &'static NoticeKind,
    /// They only follow: no mail at once.
    quiet: bool,
}

impl Consumer for Notifier {
    fn name(&self) -> &'static str {
        NAME
    }

    fn minds(&self, kind: &str) -> bool {
        self.meanings.iter().any(|meaning| meaning.minds(kind))
    }

    fn consume(&self, tx: &mut Tx, activity: &Activity) -> Result<()> {
        for meaning in self.meanings.0.iter().filter(|meaning| meaning.minds(&activity.kind)) {
            if let Some(concern) = meaning.concern(tx, activity)? {
                self.tell(tx, activity, &concern)?;
            }
        }
        Ok(())
    }
}

impl Notifier {
    fn tell(&self, tx: &mut Tx, activity: &Activity, concern: &Concern) -> Result<()> {
        let mut recipients = recipients(tx, activity, concern)?;
        let accounts: Vec<AccountId> = recipients.iter().map(|recipient| recipient.account).collect();
        let mut there: HashSet<AccountId> = HashSet::new();
        for chunk in accounts.chunks(500) {
            let now = tx.now();
            let viewers = load_viewers(tx, chunk, now)?;
            there.extend(viewers.iter().filter(|(_, viewer)| (concern.sight)(viewer)).map(|(id, _)| *id));
        }
        for told in already_told(tx, activity, concern)? {
            there.remove(&told);
        }
        recipients.retain(|recipient| there.contains(&recipient.account));
        let mut by_kind: HashMap<&'static str, Vec<Recipient>> = HashMap::new();
        for recipient in recipients {
            by_kind.entry(recipient.kind.code).or_default().push(recipient);
        }
        for group in by_kind.values() {
            for chunk in group.chunks(500) {
                self.write(tx, activity, concern, chunk)?;
            }
        }
        Ok(())
    }

    /// Writes the notices of some recipients, all of one kind.
    fn write(&self, tx: &mut Tx, activity: &Activity, concern: &Concern, recipients: &[Recipient]) -> Result<()> {
        let Some(kind) = recipients.first().map(|recipient| recipient.kind) else { return Ok(()) };
        let accounts: Vec<AccountId> = recipients.iter().map(|recipient| recipient.account).collect();
        let chosen = load_wanted(tx, kind, &accounts)?;
        let wanted = |account: AccountId| chosen.get(&account).copied().unwrap_or(kind.wanted);
        let told: Vec<(&Recipient, Wanted)> = recipients
            .iter()
            .map(|recipient| (recipient, wanted(recipient.account)))
            .filter(|(_, wanted)| wanted.inbox || wanted.mail || wanted.digest)
            .collect();
        let rows: Vec<_> = told
            .iter()
            .map(|(recipient, wanted)| {
                (
                    notices::account_id.eq(recipient.account),
                    notices::activity_id.eq(activity.id),
                    notices::kind.eq(kind.code),
                    notices::thing_kind.eq(concern.thing.kind),
                    notices::thing_id.eq(concern.thing.id),
                    notices::subject_kind.eq(&activity.subject_kind),
                    notices::subject_id.eq(activity.subject_id),
                    notices::position.eq(concern.position),
                    notices::actor_id.eq(activity.actor_id),
                    notices::inbox.eq(wanted.inbox),
                    notices::at.eq(activity.at),
                )
            })
            .collect();
        crate::on_both!(tx, c => diesel::insert_into(notices::table).values(&rows).execute(c))?;
        let ids: HashMap<AccountId, NoticeId> = notices::table
            .filter(notices::activity_id.eq(activity.id))
            .filter(notices::account_id.eq_any(&accounts))
            .select((notices::account_id, notices::id))
            .load(&mut **tx)?
            .into_iter()
            .collect();
        for (recipient, wanted) in told {
            let Some(id) = ids.get(&recipient.account) else { continue };
            if wanted.inbox {
                put_in_inbox(tx, recipient.account, concern, *id)?;
            }
            if wanted.mail && !recipient.quiet && activity.at > tx.now() - OLDEST_MAILED {
                self.await_mail(tx, recipient.account, concern, *id)?;
            }
            if wanted.inbox && wanted.live {
                tx.record(inbox_entry("inbox.told", recipient.account));
            } else if wanted.inbox {
                tx.record(inbox_entry("inbox.grew", recipient.account));
            }
        }
        Ok(())
    }

    /// One waiting mail for a member and thing: what comes meanwhile goes with it.
    fn await_mail(&self, tx: &mut Tx, account: AccountId, concern: &Concern, from: NoticeId) -> Result<()> {
        let row = (
            notice_mails::account_id.eq(account),
            notice_mails::thing_kind.eq(concern.thing.kind),
            notice_mails::thing_id.eq(concern.thing.id),
            notice_mails::from_notice.eq(from),
            notice_mails::due_at.eq(tx.now() + self.delay),
        );
        crate::on_both!(tx, c => diesel::insert_into(notice_mails::table)
            .values(&row)
            .on_conflict_do_nothing()
            .execute(c))?;
        Ok(())
    }
}

/// Those by name and those who follow, without the one who did it and without those who do not want to hear of it.
fn recipients(tx: &mut Tx, activity: &Activity, concern: &Concern) -> Result<Vec<Recipient>> {
    let levels = follow::load(tx, &concern.followed)?;
    let around = follow::load(tx, &concern.around)?;
    let level = |account: AccountId| match levels.get(&account) {
        Some(levels) => follow::loudest(levels),
        None => around.get(&account).filter(|levels| levels.contains(&Level::Muted)).map(|_| Level::Muted),
    };
    let mut recipients: Vec<Recipient> = Vec::new();
    let mut known: HashSet<AccountId> = activity.actor_id.into_iter().collect();
    known.extend(&concern.told_elsewhere);
    let mut add = |account: AccountId, kind: &'static NoticeKind, quiet: bool| {
        if known.insert(account) {
            recipients.push(Recipient { account, kind, quiet });
        }
    };
    for (account, kind) in &concern.told {
        if kind.always || level(*account) != Some(Level::Muted) {
            add(*account, kind, false);
        }
    }
    if let Some(kind) = concern.followed_as {
        let mut followers: Vec<AccountId> = levels.keys().copied().collect();
        followers.sort_unstable();
        for account in followers {
            match level(account) {
                Some(Level::Watching) => add(account, kind, false),
                Some(Level::Following) => add(account, kind, true),
                Some(Level::Normal | Level::Muted) | None => {}
            }
        }
        for account in concern.by_role.iter().filter(|account| !levels.contains_key(account)) {
            add(*account, kind, false);
        }
    }
    if let Some(actor) = activity.actor_id {
        let accounts: Vec<AccountId> = recipients.iter().map(|recipient| recipient.account).collect();
        let muting: HashSet<AccountId> = follow::load_muting(tx, actor, &accounts)?.into_iter().collect();
        recipients.retain(|one| one.kind.always || !muting.contains(&one.account));
    }
    Ok(recipients)
}

/// Accounts that have this notice already: the activity was consumed before, or says again what one had said.
fn already_told(tx: &mut Tx, activity: &Activity, concern: &Concern) -> QueryResult<Vec<AccountId>> {
    let of_activity = notices::table.filter(notices::activity_id.eq(activity.id)).select(notices::account_id);
    let mut told: Vec<AccountId> = of_activity.load(&mut **tx)?;
    if concern.once != Once::No {
        let kinds: Vec<&str> = concern.told.iter().map(|(_, kind)| kind.code).collect();
        let mut of_subject = notices::table
            .filter(notices::subject_kind.eq(&activity.subject_kind))
            .filter(notices::subject_id.eq(activity.subject_id))
            .filter(notices::kind.eq_any(kinds))
            .select(notices::account_id)
            .into_boxed::<MultiBackend>();
        if concern.once == Once::SubjectAndActor {
            of_subject = of_subject.filter(notices::actor_id.eq(activity.actor_id));
        }
        told.extend(of_subject.load::<AccountId>(&mut **tx)?);
    }
    Ok(told)
}

fn put_in_inbox(tx: &mut Tx, account: AccountId, concern: &Concern, newest: NoticeId) -> QueryResult<usize> {
    let row = (
        inbox::account_id.eq(account),
        inbox::thing_kind.eq(concern.thing.kind),
        inbox::thing_id.eq(concern.thing.id),
        inbox::unread.eq(true),
        inbox::newest.eq(newest),
    );
    let news = (inbox::unread.eq(true), inbox::newest.eq(newest));
    crate::on_both!(tx, c => diesel::insert_into(inbox::table)
        .values(&row)
        .on_conflict((inbox::account_id, inbox::thing_kind, inbox::thing_id))
        .do_update()
        .set(news)
        .execute(c))
}
