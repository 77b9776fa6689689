//! Who can be signed in as: what the demonstration prints before it serves.

use std::fmt::Write;

use super::PASSWORD;
use super::seeds::{SeedMember, Seeds};
use crate::accounts::Role;
use crate::error::{Error, Result};

/// The widest line of the list.
const WIDTH: usize = 100;

/// Sign-in names by role, the password, and where to go: the last line is the address alone.
pub fn introduction(base_url: &str) -> Result<String> {
    let Seeds { members, organisations, .. } = Seeds::load()?;
    let mut text =
        String::from("MIPAS: a demonstration. Everybody in it is invented.\n\nSign in as NAME@example.org:\n");
    let roles = [Role::Admin, Role::Moderator, Role::Expert, Role::Editor, Role::Coordinator, Role::Representative];
    for role in roles {
        let given = |member: &SeedMember| member.roles.iter().any(|given| given.role == role);
        let names = names(&members, |member| given(member) || organisations.gives(role, member));
        write_names(&mut text, role.code(), &names)?;
    }
    let through = |member: &SeedMember| roles.iter().any(|role| organisations.gives(*role, member));
    write_names(&mut text, "member", &names(&members, |member| member.roles.is_empty() && !through(member)))?;
    writeln!(text, "The password of each: {PASSWORD}\n\n{base_url}").map_err(Error::internal)?;
    Ok(text)
}

fn names(members: &[SeedMember], keep: impl Fn(&SeedMember) -> bool) -> Vec<&str> {
    members.iter().filter(|member| keep(member)).map(|member| member.login.as_str()).collect()
}

fn write_names(text: &mut String, role: &str, names: &[&str]) -> Result<()> {
    let mut line = format!("  {role:<15}");
    for (name, at) in names.iter().zip(1..) {
        if line.len() + name.len() > WIDTH {
            writeln!(text, "{}", line.trim_end()).map_err(Error::internal)?;
            line = format!("  {:<15}", "");
        }
        line.push_str(name);
        line.push_str(if at < names.len() { ", " } else { "" });
    }
    writeln!(text, "{line}").map_err(Error::internal)
}
