//! `tricast-demo`: what a user of a compiled model writes. Sentences go through the tokenizer of
//! all-MiniLM-L6-v2 and the compiled program; out comes how alike they are.

use std::path::PathBuf;

use anyhow::{Context, ensure};
use clap::Parser;
use tokenizers::Tokenizer;
use tricast_runtime::{
    Artefact, Executable, HostTensor, Options,
    safetensors::{self, TensorFile},
};

/// The largest difference from PyTorch's embeddings that counts as agreement.
const TOLERANCE: f32 = 1e-5;

/// The sentences whose embeddings PyTorch's are recorded of, in that order.
const SENTENCES: [&str; 8] = [
    "The quick brown fox jumps over the lazy dog.",
    "A compiler translates a program from one language into another.",
    "Rain is expected in the north of the country tomorrow morning.",
    "She bought three apples and a loaf of bread at the corner shop.",
    "How do I reset the password of my account?",
    "The committee postponed the vote until the budget report had been published and every member had read it.",
    "Deep learning models can be exported to a portable graph format.",
    "My cat sleeps on the warm window sill all afternoon.",
];

/// Sentence similarity by a compiled all-MiniLM-L6-v2
#[derive(Parser)]
#[command(after_help = "Example:\n  tricast-demo minilm.tricast --tokenizer tokenizer.json \
    \"A cat on a mat.\" \"A kitten on a rug.\"")]
struct Command {
    /// The compiled program
    #[arg(value_name = "MODEL.tricast")]
    model: PathBuf,
    /// The tokenizer, as Hugging Face's `tokenizers` writes it
    #[arg(long, value_name = "TOKENIZER.json")]
    tokenizer: PathBuf,
    /// PyTorch's token ids, masks and embeddings of the built-in sentences, to compare with
    #[arg(long, value_name = "FILE.safetensors")]
    expect: Option<PathBuf>,
    /// Write the token ids and the mask of the first sentence here, as `tricast run` takes them
    #[arg(long, value_name = "FILE.safetensors")]
    tokens: Option<PathBuf>,
    /// The sentences; one alone is compared with eight that are built in, and these with each
    /// other where there is none
    sentences: Vec<String>,
}

fn main() -> anyhow::Result<()> {
    let command = Command::parse();
    let artefact = Artefact::open(&command.model)?;
    let mut program = Executable::load(artefact.program(), &artefact, &Options::default())?;
    let tokenizer = Tokenizer::from_file(&command.tokenizer)
        .map_err(|error| anyhow::anyhow!("{}: {error}", command.tokenizer.display()))?;
    let mut sentences = command.sentences.clone();
    if sentences.len() < 2 {
        sentences.extend(SENTENCES.map(str::to_owned));
    }
    let mut embeddings = vec![];
    for sentence in &sentences {
        let tokens = tokenize(&tokenizer, &program, sentence)?;
        if let (Some(path), true) = (&command.tokens, embeddings.is_empty()) {
            write(path, &tokens)?;
        }
        embeddings.push(embed(&mut program, &tokens)?);
    }
    print_table(&sentences, &embeddings);
    match command.expect {
        Some(path) if command.sentences.is_empty() => compare(&path, &embeddings),
        _ => Ok(()),
    }
}

/// Token ids and mask of a sentence, padded to the length that the program takes.
fn tokenize(
    tokenizer: &Tokenizer,
    program: &Executable,
    sentence: &str,
) -> anyhow::Result<[Vec<i64>; 2]> {
    let sizes = program.signature().example_sizes(1).context("the sizes cannot be met")?;
    let ids = sizes.first().context("the program takes no token ids")?;
    let length = *ids.last().context("the token ids have no length")?;
    let encoding = tokenizer.encode(sentence, true).map_err(|error| anyhow::anyhow!("{error}"))?;
    let ids = encoding.get_ids();
    let used = encoding.get_attention_mask().iter().filter(|&&used| used == 1).count();
    ensure!(used <= length, "{used} tokens are too many, {length} is the most: {sentence}");
    let padded = |value: &dyn Fn(usize) -> i64| {
        (0..length).map(|index| if index < used { value(index) } else { 0 }).collect()
    };
    Ok([padded(&|index| i64::from(ids[index])), padded(&|_| 1)])
}

/// What the program takes.
fn inputs(tokens: &[Vec<i64>; 2]) -> anyhow::Result<Vec<HostTensor>> {
    let tensors = tokens.iter().map(|values| HostTensor::from_slice(&[1, values.len()], values));
    Ok(tensors.collect::<Result<Vec<_>, _>>()?)
}

fn write(path: &std::path::Path, tokens: &[Vec<i64>; 2]) -> anyhow::Result<()> {
    let tensors = inputs(tokens)?.into_iter().enumerate();
    let tensors: Vec<_> =
        tensors.map(|(number, tensor)| (format!("input.{number}"), tensor)).collect();
    let file = std::fs::File::create(path).with_context(|| path.display().to_string())?;
    Ok(safetensors::write(&mut std::io::BufWriter::new(file), &tensors)?)
}

/// The embedding of a sentence: a vector of length 1.
fn embed(program: &mut Executable, tokens: &[Vec<i64>; 2]) -> anyhow::Result<Vec<f32>> {
    let outputs = program.run(&inputs(tokens)?)?;
    let embedding = outputs.values.first().and_then(Option::as_ref).context("no output")?;
    embedding.to_vec().context("the embedding is not of float32")
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// How alike each two sentences are: the cosine of the angle between their embeddings.
fn print_table(sentences: &[String], embeddings: &[Vec<f32>]) {
    for (number, sentence) in sentences.iter().enumerate() {
        println!("{:>3}  {sentence}", number + 1);
    }
    print!("\n    ");
    for number in 1..=sentences.len() {
        print!("{number:>7}");
    }
    println!();
    for (number, a) in embeddings.iter().enumerate() {
        print!("{:>4}", number + 1);
        for b in embeddings {
            print!("{:>7.3}", dot(a, b));
        }
        println!();
    }
}

/// Compares with PyTorch's embeddings.
fn compare(path: &std::path::Path, embeddings: &[Vec<f32>]) -> anyhow::Result<()> {
    let file = TensorFile::open(path)?;
    let expected = file.tensor("output.0")?.context("no output.0")?;
    let expected: Vec<f32> = expected.to_vec().context("output.0 is not of float32")?;
    let width = embeddings.first().map_or(0, Vec::len);
    ensure!(expected.len() == width * embeddings.len(), "output.0 is of another size");
    let pairs = || embeddings.iter().zip(expected.chunks(width));
    let differences = pairs().flat_map(|(a, b)| a.iter().zip(b).map(|(a, b)| (a - b).abs()));
    // NaN is a difference too, which `max` would pass over.
    let worst = differences.fold(0.0, |worst: f32, one| if one <= worst { worst } else { one });
    let cosine = pairs().map(|(a, b)| dot(a, b)).fold(1.0, f32::min);
    println!(
        "\nagreement with PyTorch's embeddings: max abs difference {worst:.1e}, least cosine {cosine:.7}"
    );
    ensure!(
        worst <= TOLERANCE,
        "the embeddings differ by {worst:e}, which is more than {TOLERANCE:e}"
    );
    Ok(())
}
