//! What a SPIR-V module says of itself: enough to refuse what a device would not run.

const MAGIC: u32 = 0x0723_0203;
const OP_ENTRY_POINT: u32 = 15;
const OP_EXECUTION_MODE: u32 = 16;
const OP_CAPABILITY: u32 = 17;
const GL_COMPUTE: u32 = 5;
const LOCAL_SIZE: u32 = 17;
/// Words before the first instruction.
const HEADER: usize = 5;

/// What a module declares.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Declarations {
    /// `(1, 5)` for SPIR-V 1.5.
    pub version: (u32, u32),
    /// The numbers of its capabilities.
    pub capabilities: Vec<u32>,
    /// Its entry points for compute.
    pub entry_points: Vec<EntryPoint>,
}

/// An entry point for compute.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct EntryPoint {
    id: u32,
    pub name: String,
    /// The size of a workgroup; None where specialization constants say it.
    pub workgroup: Option<[u32; 3]>,
}

/// Reads the declarations of a module. Says what is wrong with one that is none.
pub(crate) fn read(words: &[u32]) -> Result<Declarations, String> {
    let header = words.get(..HEADER).filter(|header| header[0] == MAGIC);
    let header = header.ok_or("is no SPIR-V of this machine's byte order")?;
    let version = (header[1] >> 16 & 0xff, header[1] >> 8 & 0xff);
    let mut declarations = Declarations { version, ..Declarations::default() };
    let mut rest = &words[HEADER..];
    while let Some(&first) = rest.first() {
        let length = (first >> 16) as usize;
        let Some(operands) = rest.get(1..length) else {
            let at = words.len() - rest.len();
            return Err(format!("has an instruction of {length} words at word {at}"));
        };
        declarations.instruction(first & 0xffff, operands);
        rest = &rest[length..];
    }
    Ok(declarations)
}

impl Declarations {
    fn instruction(&mut self, opcode: u32, operands: &[u32]) {
        match (opcode, operands) {
            (OP_CAPABILITY, [capability]) => self.capabilities.push(*capability),
            (OP_ENTRY_POINT, [GL_COMPUTE, id, name @ ..]) => {
                let entry = EntryPoint { id: *id, name: string(name), workgroup: None };
                self.entry_points.push(entry);
            }
            (OP_EXECUTION_MODE, [id, LOCAL_SIZE, x, y, z]) => {
                for entry in self.entry_points.iter_mut().filter(|entry| entry.id == *id) {
                    entry.workgroup = Some([*x, *y, *z]);
                }
            }
            _ => {}
        }
    }
}

/// A string that ends with a 0 byte.
fn string(words: &[u32]) -> String {
    let bytes = words.iter().flat_map(|word| word.to_le_bytes()).take_while(|byte| *byte != 0);
    String::from_utf8_lossy(&bytes.collect::<Vec<u8>>()).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_declarations() {
        let mut words = vec![MAGIC, 0x0001_0300, 0, 10, 0];
        words.extend([2 << 16 | OP_CAPABILITY, 1, 2 << 16 | OP_CAPABILITY, 9]);
        words.extend([5 << 16 | OP_ENTRY_POINT, GL_COMPUTE, 4]);
        words.extend([u32::from_le_bytes(*b"main"), 0]);
        words.extend([6 << 16 | OP_EXECUTION_MODE, 4, LOCAL_SIZE, 64, 1, 1]);
        let entry = EntryPoint { id: 4, name: "main".into(), workgroup: Some([64, 1, 1]) };
        let expected =
            Declarations { version: (1, 3), capabilities: vec![1, 9], entry_points: vec![entry] };
        assert_eq!(read(&words), Ok(expected));
        words.pop();
        assert_eq!(read(&words).unwrap_err(), "has an instruction of 6 words at word 14");
        words.push(1);
        words.push(0);
        assert_eq!(read(&words).unwrap_err(), "has an instruction of 0 words at word 20");
        assert!(read(&words[1..]).is_err() && read(&[]).is_err());
    }
}
