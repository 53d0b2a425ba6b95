//! A page that is divided into stories and advertisements.

/// A part of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Tree {
    /// A story as it closes, by its closing.
    Story(usize),
    /// Advertisements side by side, by their places in the list.
    Ads(Vec<usize>),
    /// One below the other.
    Down(Vec<Part>),
    /// Side by side.
    Across(Vec<Tree>),
    /// Five that turn around the one in the middle.
    Turn(Box<Turn>),
}

/// A pinwheel (咬合).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Turn {
    /// Base columns at the left of its lower cut and of its upper one.
    pub(super) left: u16,
    pub(super) right: u16,
    /// Rows between parts.
    pub(super) gap: u16,
    /// Rows of the part at the top left and of the one at the top right.
    pub(super) high: u16,
    pub(super) deep: u16,
    /// Top left, top right, foot right, foot left, middle.
    pub(super) parts: Vec<Tree>,
}

/// A part among others one below the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) tree: Tree,
    /// Rows above it.
    pub(super) gap: u16,
    /// Its rows; one of them takes what is left.
    pub(super) depth: Option<u16>,
}

impl Tree {
    /// The closings of its stories in reading order.
    pub(super) fn closings(&self) -> Vec<usize> {
        match self {
            Self::Story(closing) => vec![*closing],
            Self::Ads(_) => Vec::new(),
            Self::Down(parts) => parts.iter().flat_map(|part| part.tree.closings()).collect(),
            Self::Across(parts) => parts.iter().flat_map(Self::closings).collect(),
            Self::Turn(turn) => turn.parts.iter().flat_map(Self::closings).collect(),
        }
    }

    /// Its base columns by those of closings; none of advertisements, which say theirs themselves.
    pub(super) fn columns(&self, of: &dyn Fn(usize) -> u16, ad: &dyn Fn(&[usize]) -> u16) -> u16 {
        match self {
            Self::Story(closing) => of(*closing),
            Self::Ads(ads) => ad(ads),
            Self::Down(parts) => parts.first().map_or(0, |part| part.tree.columns(of, ad)),
            Self::Across(parts) => parts.iter().map(|part| part.columns(of, ad)).sum(),
            // The two at the top are as wide as the page.
            Self::Turn(turn) => turn.parts.iter().take(2).map(|part| part.columns(of, ad)).sum(),
        }
    }

    /// What it looks like from afar, in words of its stories: pages of one look are the same page.
    pub(super) fn look(&self, story: &dyn Fn(usize) -> String) -> String {
        let all = |parts: Vec<String>| parts.join(" ");
        match self {
            Self::Story(closing) => story(*closing),
            Self::Ads(_) => "ad".to_owned(),
            Self::Down(parts) => format!("[{}]", all(parts.iter().map(|part| part.tree.look(story)).collect())),
            Self::Across(parts) => format!("({})", all(parts.iter().map(|part| part.look(story)).collect())),
            Self::Turn(turn) => format!("<{}>", all(turn.parts.iter().map(|part| part.look(story)).collect())),
        }
    }

    /// One below the other, what is one below the other itself taken apart; depths are of all but the last.
    pub(super) fn down(above: Self, (gap, depth_above, depth_below): (u16, u16, u16), below: Self) -> Self {
        let mut parts = vec![Part { tree: above, gap: 1, depth: Some(depth_above) }];
        match below {
            Self::Down(others) => {
                let first = others.into_iter().enumerate();
                parts.extend(first.map(|(at, part)| if at == 0 { Part { gap, ..part } } else { part }));
            }
            other => parts.push(Part { tree: other, gap, depth: Some(depth_below) }),
        }
        Self::Down(parts)
    }

    /// Side by side, what is side by side itself taken apart.
    pub(super) fn across(left: Self, right: Self) -> Self {
        let mut parts = vec![left];
        match right {
            Self::Across(others) => parts.extend(others),
            other => parts.push(other),
        }
        Self::Across(parts)
    }

    /// Whether its rows are those of advertisements, which nothing moves.
    pub(super) fn is_fixed(&self) -> bool {
        match self {
            Self::Story(_) | Self::Turn(_) => false,
            Self::Ads(_) => true,
            Self::Down(parts) => parts.iter().all(|part| part.tree.is_fixed()),
            Self::Across(parts) => parts.iter().any(Self::is_fixed),
        }
    }

    /// The same, of parts one below the other the last one that may give without its depth: it takes what is left.
    pub(super) fn open_ended(self) -> Self {
        match self {
            Self::Down(mut parts) => {
                let last = parts.iter().rposition(|part| !part.tree.is_fixed());
                for (at, part) in parts.iter_mut().enumerate() {
                    part.tree = std::mem::replace(&mut part.tree, Self::Story(0)).open_ended();
                    part.depth = part.depth.filter(|_| last != Some(at));
                }
                Self::Down(parts)
            }
            Self::Across(parts) => Self::Across(parts.into_iter().map(Self::open_ended).collect()),
            Self::Turn(mut turn) => {
                turn.parts = turn.parts.into_iter().map(Self::open_ended).collect();
                Self::Turn(turn)
            }
            other => other,
        }
    }
}
