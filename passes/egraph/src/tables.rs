//! What e-nodes are made of besides operands: each once, and known by its number.

use std::hash::Hash;

use indexmap::IndexSet;
use rustc_hash::{FxBuildHasher, FxHashMap};

/// A set in which an entry has a number. The order is that of insertion, whatever the hash.
type Table<T> = IndexSet<T, FxBuildHasher>;

/// Declares a number that stands for an entry of a table.
macro_rules! handles {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub u32);
    )*};
}

handles! {
    /// The name of an op or of an attribute.
    Name;
    /// An attribute, as its owner numbers them. Equal attributes have equal numbers.
    Attribute;
    /// A type, as its owner numbers them. Equal types have equal numbers.
    Type;
    /// Named attributes.
    Dictionary;
    /// Types in order: those of the results of an op.
    Types;
}

/// The tables.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    names: Table<Box<str>>,
    dictionaries: Table<Box<[(Name, Attribute)]>>,
    types: Table<Box<[Type]>>,
    /// Of types of which more is known: what they are to those who do not.
    plain: FxHashMap<Type, Type>,
}

/// The number of an entry, which is added if it is new.
fn intern<T: Hash + Eq>(table: &mut Table<T>, entry: T) -> u32 {
    u32::try_from(table.insert_full(entry).0).expect("a table has fewer than 2^32 entries")
}

impl Tables {
    /// The number of a name.
    pub fn name(&mut self, text: &str) -> Name {
        match self.names.get_index_of(text) {
            Some(index) => Name(index as u32),
            None => Name(intern(&mut self.names, text.into())),
        }
    }

    /// The text of a name.
    pub fn text(&self, name: Name) -> &str {
        &self.names[name.0 as usize]
    }

    /// The number of a dictionary; the order of its entries makes no difference.
    pub fn dictionary(&mut self, entries: &[(Name, Attribute)]) -> Dictionary {
        if entries.is_sorted()
            && let Some(index) = self.dictionaries.get_index_of(entries)
        {
            return Dictionary(index as u32);
        }
        let mut entries: Box<[_]> = entries.into();
        entries.sort_unstable();
        Dictionary(intern(&mut self.dictionaries, entries))
    }

    /// The entries of a dictionary.
    pub fn entries(&self, dictionary: Dictionary) -> &[(Name, Attribute)] {
        &self.dictionaries[dictionary.0 as usize]
    }

    /// The attribute that a dictionary has under a name.
    pub fn entry(&self, dictionary: Dictionary, name: Name) -> Option<Attribute> {
        let entries = self.entries(dictionary);
        entries.iter().find(|(own, _)| *own == name).map(|(_, attribute)| *attribute)
    }

    /// The number of a list of types.
    pub fn types(&mut self, types: &[Type]) -> Types {
        match self.types.get_index_of(types) {
            Some(index) => Types(index as u32),
            None => Types(intern(&mut self.types, types.into())),
        }
    }

    /// Says that a type is another with more known of it, as of sizes that the other leaves open.
    pub fn refine(&mut self, ty: Type, plain: Type) {
        self.plain.insert(ty, plain);
    }

    /// A type without what more is known of it.
    pub fn plain(&self, ty: Type) -> Type {
        self.plain.get(&ty).copied().unwrap_or(ty)
    }

    /// Whether two lists are the same types, whatever more is known of some.
    pub fn are_alike(&self, left: Types, right: Types) -> bool {
        let plain = |types| self.list(types).iter().map(|ty| self.plain(*ty));
        left == right || plain(left).eq(plain(right))
    }

    /// Whether more is known of the types of a list than of those of another that is alike.
    pub fn is_finer(&self, types: Types, than: Types) -> bool {
        let known = |types| {
            let types = self.list(types).iter();
            types.filter(|ty| self.plain.contains_key(ty)).count()
        };
        known(types) > known(than)
    }

    /// The types of a list.
    pub fn list(&self, types: Types) -> &[Type] {
        &self.types[types.0 as usize]
    }
}
