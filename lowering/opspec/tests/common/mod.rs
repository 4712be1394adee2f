//! What the tests share: the goldens, and a parser of their ops.

#![allow(dead_code)]

pub mod bare;
pub mod notation;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use regex::{Captures, Regex};
use tricast_opspec::{Arg, Arrangement, Coordinate, Dim, Format, Kernel, OpSpec, Place, Term};

macro_rules! pattern {
    ($name:ident, $text:expr) => {
        static $name: LazyLock<Regex> = LazyLock::new(|| Regex::new($text).unwrap());
    };
}

pattern!(OP, r"^  (\w+) \[(.*)\] reduction=(\w+) op_info=(.*)$");
pattern!(
    ARG,
    r"(?x)^\s{6}(?:in\ |out)\ (\w+)\ size=\[(.*)\]\ coords=\[(.*)\]
      \ alloc=\{'(\w+)':\ (\d+)\}\ ea=(\w+)$"
);
pattern!(QUOTED, r"'([^']*)'");
pattern!(TERM, r"^(?:Mod\((\w+), (\d+)\)|floor\((\w+)/(\d+)\)|([a-z]\d+)|(\d+))$");
pattern!(PAIR, r"'(\w+)': ([^{},]+)");

/// Where the goldens are: above the crate that is tested.
pub fn goldens() -> PathBuf {
    let above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    let mut folders = above.map(|folder| folder.join("test/goldens/spyre"));
    folders.find(|folder| folder.is_dir()).expect("the goldens are in test/goldens/spyre")
}

/// A bundle of the goldens.
pub struct Bundle {
    pub case: String,
    pub folder: PathBuf,
    pub inputs: String,
    pub kernel: Kernel,
}

/// All bundles of the goldens, in the order of their names.
pub fn bundles() -> Vec<Bundle> {
    let folders = fs::read_dir(goldens().join("bundles")).unwrap();
    let mut folders: Vec<PathBuf> = folders.map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    let bundle = |folder: PathBuf| {
        let text = fs::read_to_string(folder.join("opspec.txt")).unwrap();
        let case = folder.file_name().unwrap().to_string_lossy().into_owned();
        let inputs = text.lines().next().unwrap().trim_start_matches("inputs: ").to_owned();
        Bundle { kernel: Parser::default().kernel(&text), case, folder, inputs }
    };
    folders.into_iter().map(bundle).collect()
}

/// The rows of a table of the goldens.
pub fn table(name: &str) -> Vec<Vec<String>> {
    let text = fs::read_to_string(goldens().join(name)).unwrap();
    let cells = |line: &str| line.split('\t').map(str::to_owned).collect();
    text.lines().skip(1).map(cells).collect()
}

/// Reads `opspec.txt`.
#[derive(Default)]
struct Parser {
    /// The names of the dimensions of the op that is read.
    dims: Vec<String>,
}

impl Parser {
    fn kernel(mut self, text: &str) -> Kernel {
        let name = text.lines().nth(1).unwrap().strip_prefix("kernel ").unwrap().to_owned();
        let lines: Vec<&str> = text.lines().skip(2).collect();
        let mut ops = vec![];
        let ends = |line: &&str| line.starts_with("      out ");
        for part in lines.split_inclusive(ends) {
            let head = OP.captures(part[0]).unwrap_or_else(|| panic!("what is `{}`?", part[0]));
            ops.push(self.op(head, &part[1..]));
        }
        Kernel { name, ops }
    }

    fn op(&mut self, head: Captures, args: &[&str]) -> OpSpec {
        let dims = head[2].split(", ").filter(|dim| !dim.is_empty());
        let dims: Vec<&str> = dims.collect();
        self.dims = dims.iter().map(|dim| dim.split_once(':').unwrap().0.to_owned()).collect();
        let dim = |text: &&str| {
            let (size, slices) = text.split_once(": size ").unwrap().1.split_once(" / ").unwrap();
            let slices = slices.trim_end_matches(" slices");
            Dim { size: size.parse().unwrap(), slices: slices.parse().unwrap() }
        };
        let (output, inputs) = args.split_last().unwrap();
        OpSpec {
            op: head[1].to_owned(),
            reduction: &head[3] == "True",
            dims: dims.iter().map(dim).collect(),
            inputs: inputs.iter().map(|line| self.arg(line)).collect(),
            output: self.arg(output),
            constants: constants(&head[4]),
            source: String::new(),
        }
    }

    fn arg(&self, line: &str) -> Arg {
        let found = ARG.captures(line).unwrap_or_else(|| panic!("what is `{line}`?"));
        let number = found[5].parse::<i64>().unwrap();
        Arg {
            format: match &found[1] {
                "SEN169_FP16" => Format::Sen169Fp16,
                "IEEE_FP32" => Format::IeeeFp32,
                "IEEE_INT32" => Format::IeeeInt32,
                other => panic!("format {other}"),
            },
            arrangement: match &found[6] {
                "STANDARD" => Arrangement::Standard,
                "DL16_TO_FP32" => Arrangement::Dl16ToFp32,
                "FP32_TO_DL16" => Arrangement::Fp32ToDl16,
                "EXX2" => Arrangement::Exx2,
                other => panic!("arrangement {other}"),
            },
            device_size: found[2].split(", ").map(|size| size.parse().unwrap()).collect(),
            coordinates: QUOTED
                .captures_iter(&found[3])
                .map(|text| self.coordinate(&text[1]))
                .collect(),
            place: match &found[4] {
                "hbm" => Place::Hbm(number as usize),
                "hbm_pool" => Place::Pool(number),
                "lx" => Place::Lx(number),
                other => panic!("place {other}"),
            },
        }
    }

    /// `Mod(c1, 64)`, `floor(c1/64) + 2`, `c0`, `0`, `IndirectAccess(arg1_1)`.
    fn coordinate(&self, text: &str) -> Coordinate {
        let mut coordinate = Coordinate::zero();
        for part in text.split(" + ") {
            if part.starts_with("IndirectAccess") {
                // The tensor of indices comes first in all goldens.
                coordinate.indirect = Some(0);
                continue;
            }
            let found = TERM.captures(part).unwrap_or_else(|| panic!("coordinate {part}"));
            let number = |group: usize| found[group].parse::<i64>().unwrap();
            let dim = |group: usize| self.dims.iter().position(|dim| *dim == found[group]).unwrap();
            if found.get(1).is_some() {
                let modulus = Some(number(2));
                coordinate.terms.push(Term { modulus, ..Term::of(dim(1)) });
            } else if found.get(3).is_some() {
                coordinate.terms.push(Term { divisor: number(4), ..Term::of(dim(3)) });
            } else if found.get(5).is_some() {
                coordinate.terms.push(Term::of(dim(5)));
            } else {
                coordinate.offset = number(6);
            }
        }
        coordinate
    }
}

/// `{'constants': {'clipMin': -1, 'clipMax': 65504.0}}`.
fn constants(text: &str) -> Vec<(String, f64)> {
    let value = |text: &str| match text {
        "True" => 1.0,
        "False" => 0.0,
        number => number.parse().unwrap(),
    };
    PAIR.captures_iter(text).map(|pair| (pair[1].to_owned(), value(&pair[2]))).collect()
}
