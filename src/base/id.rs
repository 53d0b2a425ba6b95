//! Typed indices: an id of one kind can never be used for another.

/// An index as the 32 bits in which flat vectors are linked; nothing that is set has more elements.
pub fn narrow(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl $name {
            /// The id of the element at `index` of its vector.
            pub fn new(index: usize) -> Self {
                Self(narrow(index))
            }

            /// The position in its vector.
            pub const fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

ids! {
    /// A face of the `FontBook`.
    FaceId;
    /// A family (a fallback chain of faces) of the `FontBook`.
    FamilyId;
    /// A page of the `Edition`.
    PageId;
    /// A frame of the `Edition`.
    FrameId;
    /// A story of the `Edition`.
    StoryId;
    /// A paragraph style of the `Edition`.
    ParaStyleId;
    /// A character style of the `Edition`.
    CharStyleId;
    /// A named ink of the `Edition`.
    InkId;
    /// A picture of the `Edition`.
    PictureId;
}
