//! A sum that is asked for, over the variables of a component.

use std::collections::BTreeMap;

use super::component::Member;
use super::model::Model;

/// A sum over the unknowns of one component.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Goal {
    parts: Vec<Part>,
}

/// What of one variable stands in the sum: its members, put together by their coefficient.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Part {
    variable: usize,
    /// In the order of the coefficients.
    shares: Vec<Share>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Share {
    by: i64,
    lo: i64,
    hi: i64,
}

impl Goal {
    /// Returns the sum of `terms` over variables made of `classes`.
    pub(super) fn of(terms: &BTreeMap<usize, i64>, classes: &[Vec<Member>]) -> Self {
        let by = |member: &Member| terms.get(&member.unknown).copied().unwrap_or(0);
        let parts = classes.iter().enumerate().filter(|(_, members)| members.iter().any(|member| by(member) != 0));
        let parts = parts.map(|(variable, members)| {
            let mut shares: BTreeMap<i64, (i64, i64)> = BTreeMap::new();
            for member in members {
                let share = shares.entry(by(member)).or_default();
                *share = (share.0 + member.lo, share.1 + member.hi);
            }
            Part { variable, shares: shares.into_iter().map(|(by, (lo, hi))| Share { by, lo, hi }).collect() }
        });
        Self { parts: parts.collect() }
    }

    /// Returns its greatest value at a point: what a variable holds goes to the members that count most.
    pub(super) fn at(&self, point: &[i64]) -> i64 {
        let of = |part: &Part| {
            let mut left = point[part.variable] - part.shares.iter().map(|share| share.lo).sum::<i64>();
            let value = part.shares.iter().rev().map(|share| {
                let more = left.min(share.hi - share.lo);
                left -= more;
                share.by * (share.lo + more)
            });
            value.sum::<i64>()
        };
        self.parts.iter().map(of).sum()
    }

    /// Returns it as terms over whole variables, where it takes all of each alike.
    pub(super) fn whole(&self) -> Option<Vec<(usize, i64)>> {
        let term = |part: &Part| match part.shares.as_slice() {
            [share] => Some((part.variable, share.by)),
            _ => None,
        };
        self.parts.iter().map(term).collect()
    }

    /// Parts the variables of which it takes only some members, in the model and in that of the rays.
    pub(super) fn part(&self, model: &mut Model, rays: Option<&mut Model>) -> Vec<(usize, i64)> {
        let mut terms = Vec::new();
        let mut added = Vec::new();
        for part in &self.parts {
            for (at, share) in part.shares.iter().enumerate() {
                let variable = if at == 0 {
                    if part.shares.len() > 1 {
                        (model.lo[part.variable], model.hi[part.variable]) = (share.lo, share.hi);
                    }
                    part.variable
                } else {
                    added.push(part.variable);
                    model.add_like(part.variable, share.lo, share.hi)
                };
                if share.by != 0 {
                    terms.push((variable, share.by));
                }
            }
        }
        if let Some(rays) = rays {
            for like in added {
                rays.add_like(like, 0, 0);
            }
        }
        terms
    }

    /// Returns a point of the parted model as one of the model.
    pub(super) fn joined(&self, mut point: Vec<i64>, variables: usize) -> Vec<i64> {
        let extra = point.split_off(variables);
        let likes = self.parts.iter().flat_map(|part| part.shares.iter().skip(1).map(|_| part.variable));
        likes.zip(extra).for_each(|(variable, value)| point[variable] += value);
        point
    }

    /// Returns a point of the model as one of the parted model, as high in the sum as it can be.
    pub(super) fn parted(&self, point: &[i64]) -> Vec<i64> {
        let mut parted = point.to_vec();
        for part in self.parts.iter().filter(|part| part.shares.len() > 1) {
            let mut left = point[part.variable] - part.shares.iter().map(|share| share.lo).sum::<i64>();
            let mut values: Vec<i64> = Vec::new();
            for share in part.shares.iter().rev() {
                let more = left.min(share.hi - share.lo);
                left -= more;
                values.push(share.lo + more);
            }
            values.reverse();
            parted[part.variable] = values[0];
            parted.extend(&values[1..]);
        }
        parted
    }
}
