//! Generates the C++ of the dialects with mlir-tblgen and compiles it with the bridge.
//!
//! Each TableGen file of ops is a translation unit of its own, and is compiled again
//! only when what was generated from it has changed: adding an op costs one of them.
//! Objects are kept in `target/tricast-cxx`, named by the hash of all that went in.

use std::{
    env, fs,
    hash::{DefaultHasher, Hash, Hasher},
    path::{Path, PathBuf},
    process::Command,
    sync::Mutex,
    thread,
};

/// A dialect: its namespace, and how its files and C++ class begin.
const DIALECTS: [(&str, &str); 8] = [
    ("aten", "Aten"),
    ("quantized", "Quantized"),
    ("dim_order", "DimOrder"),
    ("llama", "Llama"),
    ("et_vk", "EtVk"),
    ("mlx", "Mlx"),
    ("spyre", "Spyre"),
    ("ktdp", "Ktdp"),
];

/// The C++ written by hand, in `cpp/`.
const SOURCES: [&str; 8] = [
    "AtenDialectHooks.cpp",
    "Assembly.cpp",
    "CApiAdditions.cpp",
    "Drivers.cpp",
    "ElementwiseFusion.cpp",
    "RustPass.cpp",
    "TypeInference.cpp",
    "VerifiedInRust.cpp",
];

struct Generator {
    prefix: String,
    out: PathBuf,
    /// Translation units to compile.
    units: Vec<PathBuf>,
}

/// The C++ that says what types and attributes a dialect has; empty if it has none.
#[derive(Default)]
struct Types {
    declarations: String,
    definitions: String,
    /// In `initialize`.
    registration: String,
}

fn main() {
    let prefix = env::var("MLIR_SYS_220_PREFIX").unwrap_or_else(|_| "/usr/lib/llvm-22".into());
    let out = PathBuf::from(env::var("OUT_DIR").unwrap());
    println!("cargo:rerun-if-changed=cpp");
    println!("cargo:rerun-if-changed=../ods");
    let header = "VerifiedInRust.h";
    fs::copy(Path::new("../ods").join(header), out.join(header)).unwrap();
    let mut generator = Generator { prefix, out, units: vec![] };
    for (dialect, class) in DIALECTS {
        println!("cargo:rerun-if-changed=../{dialect}");
        generator.dialect(dialect, class);
    }
    generator.units.extend(SOURCES.iter().map(|source| Path::new("cpp").join(source)));
    compile(&generator);
}

impl Generator {
    fn dialect(&mut self, dialect: &str, class: &str) {
        let file = format!("../{dialect}/{class}Dialect.td");
        self.tablegen(dialect, "-gen-dialect-decls", &file, &format!("{class}Dialect.h.inc"));
        self.tablegen(dialect, "-gen-dialect-defs", &file, &format!("{class}Dialect.cpp.inc"));
        let mut themes: Vec<String> = fs::read_dir(format!("../{dialect}/ops"))
            .unwrap()
            .filter_map(|entry| Some(entry.ok()?.file_name().to_str()?.strip_suffix(".td")?.into()))
            .collect();
        themes.sort();
        let types = self.types(dialect, class);
        for theme in &themes {
            self.theme(dialect, class, theme, &types.declarations);
        }
        let declare: String =
            themes.iter().map(|t| format!("void register{t}Ops(mlir::Dialect &);\n")).collect();
        let register: String =
            themes.iter().map(|t| format!("  register{t}Ops(*this);\n")).collect();
        self.unit(
            &format!("{class}Dialect.cpp"),
            &format!(
                "#include \"Ops.h\"\n\
                 #include \"mlir/CAPI/Registration.h\"\n\
                 #include \"{class}Dialect.h.inc\"\n\
                 {}{}\
                 #include \"{class}Dialect.cpp.inc\"\n\
                 namespace tricast::{dialect} {{\n{declare}\
                 void {class}Dialect::initialize() {{\n{register}{}}}\n}}\n\
                 extern \"C\" {{ MLIR_DECLARE_CAPI_DIALECT_REGISTRATION({class}, {dialect}); }}\n\
                 MLIR_DEFINE_CAPI_DIALECT_REGISTRATION({class}, {dialect}, tricast::{dialect}::{class}Dialect)\n",
                types.declarations, types.definitions, types.registration
            ),
        );
    }

    /// The types and attributes of a dialect that has some (`<Class>Types.td`), and the C++
    /// beside them: sources, which are compiled, and headers, put where what is generated is.
    fn types(&mut self, dialect: &str, class: &str) -> Types {
        let file = format!("../{dialect}/{class}Types.td");
        if !Path::new(&file).exists() {
            return Types::default();
        }
        let generated = [
            ("-gen-enum-decls", "Enums.h.inc"),
            ("-gen-enum-defs", "Enums.cpp.inc"),
            ("-gen-attrdef-decls", "Attrs.h.inc"),
            ("-gen-attrdef-defs", "Attrs.cpp.inc"),
            ("-gen-typedef-decls", "Types.h.inc"),
            ("-gen-typedef-defs", "Types.cpp.inc"),
        ];
        for (action, suffix) in generated {
            self.tablegen(dialect, action, &file, &format!("{class}{suffix}"));
        }
        for entry in fs::read_dir(format!("../{dialect}")).unwrap() {
            let path = entry.unwrap().path();
            match path.extension().and_then(|extension| extension.to_str()) {
                Some("cpp") => self.units.push(path),
                Some("h") => {
                    fs::copy(&path, self.out.join(path.file_name().unwrap())).unwrap();
                }
                _ => {}
            }
        }
        let assembly = format!("{class}Assembly.h");
        let directives = match Path::new(&format!("../{dialect}/{assembly}")).exists() {
            true => format!("#include \"{assembly}\"\n"),
            false => String::new(),
        };
        Types {
            declarations: format!(
                "#include \"VerifiedInRust.h\"\n\
                 #include \"{class}Enums.h.inc\"\n\
                 #define GET_ATTRDEF_CLASSES\n#include \"{class}Attrs.h.inc\"\n\
                 #define GET_TYPEDEF_CLASSES\n#include \"{class}Types.h.inc\"\n{directives}"
            ),
            definitions: format!(
                "#include \"mlir/IR/DialectImplementation.h\"\n\
                 #include \"llvm/ADT/TypeSwitch.h\"\n\
                 #include \"{class}Enums.cpp.inc\"\n\
                 #define GET_ATTRDEF_CLASSES\n#include \"{class}Attrs.cpp.inc\"\n\
                 #define GET_TYPEDEF_CLASSES\n#include \"{class}Types.cpp.inc\"\n"
            ),
            registration: format!(
                "  addAttributes<\n#define GET_ATTRDEF_LIST\n#include \"{class}Attrs.cpp.inc\"\n  >();\n  \
                   addTypes<\n#define GET_TYPEDEF_LIST\n#include \"{class}Types.cpp.inc\"\n  >();\n"
            ),
        }
    }

    fn theme(&mut self, dialect: &str, class: &str, theme: &str, types: &str) {
        let file = format!("../{dialect}/ops/{theme}.td");
        let unit = format!("{class}{theme}");
        self.tablegen(dialect, "-gen-op-decls", &file, &format!("{unit}.h.inc"));
        self.tablegen(dialect, "-gen-op-defs", &file, &format!("{unit}.cpp.inc"));
        self.unit(
            &format!("{unit}.cpp"),
            &format!(
                "#include \"Ops.h\"\n\
                 #include \"{class}Dialect.h.inc\"\n{types}\
                 #define GET_OP_CLASSES\n#include \"{unit}.h.inc\"\n\
                 #define GET_OP_CLASSES\n#include \"{unit}.cpp.inc\"\n\
                 namespace tricast::{dialect} {{\n\
                 void register{theme}Ops(mlir::Dialect &dialect) {{\n  tricast::insertOps<\n\
                 #define GET_OP_LIST\n#include \"{unit}.cpp.inc\"\n  >(dialect);\n}}\n}}\n"
            ),
        );
    }

    fn unit(&mut self, name: &str, text: &str) {
        let path = self.out.join(name);
        fs::write(&path, text).unwrap();
        self.units.push(path);
    }

    fn tablegen(&self, dialect: &str, action: &str, file: &str, output: &str) {
        let tool = format!("{}/bin/mlir-tblgen", self.prefix);
        let result = Command::new(&tool)
            .args([action, "-I", "../ods", "-I", ".."])
            .args(DIALECTS.iter().map(|(dialect, _)| format!("-I../{dialect}")))
            .arg("-I")
            .arg(format!("{}/include", self.prefix))
            // A target's ops are said of those of other dialects, which are read with them.
            .args(match action {
                "-gen-op-decls" | "-gen-op-defs" => {
                    vec![format!("-op-include-regex=^{dialect}\\.")]
                }
                _ => vec![format!("-dialect={dialect}")],
            })
            .arg(file)
            .arg("-o")
            .arg(self.out.join(output))
            .output()
            .unwrap_or_else(|error| panic!("cannot run {tool}: {error}"));
        let diagnostics = String::from_utf8_lossy(&result.stderr);
        assert!(result.status.success(), "{file}:\n{diagnostics}");
    }
}

/// Compiles what has changed, as many at a time as Cargo allows, into one library.
fn compile(generator: &Generator) {
    let mut build = cc::Build::new();
    build.cpp(true).std("c++17").opt_level(1).debug(false).warnings(false);
    let clang = format!("{}/bin/clang++", generator.prefix);
    if env::var_os("CXX").is_none() && Path::new(&clang).exists() {
        // Twice as fast as g++ on this code, and of the version MLIR was built with.
        build.compiler(clang);
    }
    // As the libraries were built: it decides the layout of some classes.
    build.define("NDEBUG", None);
    build.include(format!("{}/include", generator.prefix)).include("cpp").include(&generator.out);
    let compiler = build.get_compiler();
    let cache =
        generator.out.ancestors().nth(4).expect("OUT_DIR is in target/").join("tricast-cxx");
    fs::create_dir_all(&cache).unwrap();
    let queue = Mutex::new(generator.units.clone());
    let objects = Mutex::new(vec![]);
    let jobs = env::var("NUM_JOBS").ok().and_then(|jobs| jobs.parse().ok()).unwrap_or(1);
    thread::scope(|scope| {
        for _ in 0..jobs {
            scope.spawn(|| {
                loop {
                    let Some(unit) = queue.lock().unwrap().pop() else { break };
                    let object = compile_unit(generator, &compiler, &unit, &cache);
                    objects.lock().unwrap().push(object);
                }
            });
        }
    });
    let mut objects = objects.into_inner().unwrap();
    objects.sort();
    for object in &objects {
        build.object(object);
    }
    build.compile("tricast_mlir_bridge");
}

/// The object of a translation unit, compiled unless the cache has it: debug and release
/// builds and clippy all run this script, each in a folder of its own.
fn compile_unit(generator: &Generator, compiler: &cc::Tool, unit: &Path, cache: &Path) -> PathBuf {
    let name = unit.file_stem().unwrap().to_string_lossy();
    let object = cache.join(format!("{name}-{:016x}.o", state_of(generator, compiler, unit)));
    if object.exists() {
        return object;
    }
    let unfinished = object.with_extension(std::process::id().to_string());
    let output =
        compiler.to_command().arg("-c").arg(unit).arg("-o").arg(&unfinished).output().unwrap();
    let diagnostics = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}:\n{diagnostics}", unit.display());
    fs::rename(&unfinished, &object).unwrap();
    object
}

/// A hash of all that goes into a translation unit, but for MLIR's own headers.
fn state_of(generator: &Generator, compiler: &cc::Tool, unit: &Path) -> u64 {
    let mut hasher = DefaultHasher::new();
    compiler.path().hash(&mut hasher);
    // Where the generated code is makes no difference; what it is does.
    let out = generator.out.to_string_lossy();
    for argument in compiler.args() {
        argument.to_string_lossy().replace(&*out, "").hash(&mut hasher);
    }
    let mut headers: Vec<PathBuf> =
        fs::read_dir("cpp").unwrap().map(|entry| entry.unwrap().path()).collect();
    headers.retain(|path| path.extension().is_some_and(|extension| extension == "h"));
    headers.sort();
    let text = fs::read_to_string(unit).unwrap();
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("#include \"") {
            headers.push(generator.out.join(name.trim_end_matches('"')));
        }
    }
    text.hash(&mut hasher);
    for header in headers {
        fs::read(header).unwrap_or_default().hash(&mut hasher);
    }
    hasher.finish()
}
