using System.Text;

namespace Platform.Testing.Audio;

/// <summary>
/// A Whisper model of true format whose decoder recites a script, whatever it hears. All weights of the decoder are zero, and the
/// embedding of each position is fifty times that of the token it shall give, so that the likeliest token at position p is the
/// script's p-th. Encoder and decoder run for real; the file is about 4 MB.
/// </summary>
public static class GeneratedWhisperModel
{
    private const int State = 32, AudioContext = 1500, TextContext = 448, Mels = 80, Frequencies = 201;
    private const double Loud = 20;

    /// <summary>The languages in the model's own order, as far as tests need them.</summary>
    private static readonly string[] Languages = ["en", "zh", "de", "es", "ru", "ko", "fr", "ja", "pt", "tr", "pl"];

    /// <param name="path">File to write.</param>
    /// <param name="script">Segments in order: start and end in seconds from the beginning of each window of 30 s, and words.</param>
    /// <param name="language">What a multilingual model detects; null for an English model.</param>
    public static void Write(string path, IReadOnlyList<(double Start, double End, string Text)> script, string? language = null)
    {
        var multilingual = language is not null;
        var (vocabulary, listed) = multilingual ? (51_865, 50_258) : (51_864, 50_257);
        var (endOfText, firstTime) = multilingual ? (50_257, 50_364) : (50_256, 50_363);
        var random = new Random(7);
        using var file = new BinaryWriter(File.Create(path));
        file.Write(0x67676d6c);
        foreach (var number in (int[])[vocabulary, AudioContext, State, 1, 1, TextContext, State, 1, 1, Mels, 1]) file.Write(number);
        file.Write(Mels);
        file.Write(Frequencies);
        foreach (var weight in MelFilters()) file.Write(weight);

        // Words that are not in the script are there by number; a blank must be among them.
        List<string> words = [" "];
        List<int> tokens = [];
        foreach (var (start, end, text) in script)
        {
            tokens.Add(firstTime + (int)Math.Round(start * 50));
            foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                if (!words.Contains(" " + word)) words.Add(" " + word);
                tokens.Add(words.IndexOf(" " + word));
            }

            tokens.Add(firstTime + (int)Math.Round(end * 50));
        }

        tokens.Add(endOfText);
        file.Write(listed);
        for (var i = 0; i < listed; i++)
        {
            var bytes = Encoding.UTF8.GetBytes(i < words.Count ? words[i] : $"~{i}");
            file.Write(bytes.Length);
            file.Write(bytes);
        }

        var embedding = Embedding(random, vocabulary);
        var positions = new float[TextContext * State];
        for (var p = 0; p < TextContext; p++)
        {
            // A multilingual model is asked with three tokens: it first says the language.
            var at = p - (multilingual ? 2 : 0);
            var token = p == 0 && multilingual ? endOfText + 2 + Array.IndexOf(Languages, language) : at >= 0 && at < tokens.Count ? tokens[at] : endOfText;
            for (var k = 0; k < State; k++) positions[(p * State) + k] = 50 * embedding[(token * State) + k];
        }

        Tensors(new TensorWriter(file, random), vocabulary, embedding, positions);
    }

    private static void Tensors(TensorWriter write, int vocabulary, float[] embedding, float[] positions)
    {
        write.Random("encoder.positional_embedding", 0.1, half: false, State, AudioContext);
        write.Random("encoder.conv1.weight", 0.05, half: true, 3, Mels, State);
        write.Zero("encoder.conv1.bias", 1, State);
        write.Random("encoder.conv2.weight", 0.05, half: true, 3, State, State);
        write.Zero("encoder.conv2.bias", 1, State);
        write.Norm("encoder.ln_post");
        write.Attention("encoder.blocks.0.attn", 0.1);
        write.Perceptron("encoder.blocks.0", 0.1);
        write.Values("decoder.positional_embedding", positions, false, State, TextContext);
        write.Values("decoder.token_embedding.weight", embedding, true, State, vocabulary);
        write.Norm("decoder.ln");
        write.Attention("decoder.blocks.0.attn", 0);
        write.Attention("decoder.blocks.0.cross_attn", 0);
        write.Perceptron("decoder.blocks.0", 0);
    }

    /// <summary>Directions at random, without mean, all of the same length.</summary>
    private static float[] Embedding(Random random, int vocabulary)
    {
        var embedding = new float[vocabulary * State];
        for (var i = 0; i < vocabulary; i++)
        {
            var row = embedding.AsSpan(i * State, State);
            for (var k = 0; k < State; k++) row[k] = (float)TensorWriter.Normal(random);
            var (mean, square) = (0f, 0.0);
            foreach (var value in row) mean += value / State;
            for (var k = 0; k < State; k++) square += Math.Pow(row[k] -= mean, 2);
            for (var k = 0; k < State; k++) row[k] *= (float)(Loud / Math.Sqrt(square));
        }

        return embedding;
    }

    /// <summary>Slaney's filter bank, as librosa and the real models have it.</summary>
    private static float[] MelFilters()
    {
        static double ToMel(double hertz) => hertz < 1000 ? hertz / (200.0 / 3) : 15 + (Math.Log(hertz / 1000) / (Math.Log(6.4) / 27));
        static double ToHertz(double mel) => mel < 15 ? mel * (200.0 / 3) : 1000 * Math.Exp((mel - 15) * (Math.Log(6.4) / 27));
        var edges = Enumerable.Range(0, Mels + 2).Select(i => ToHertz(ToMel(8000) * i / (Mels + 1))).ToArray();
        var filters = new float[Mels * Frequencies];
        for (var m = 0; m < Mels; m++)
        {
            for (var k = 0; k < Frequencies; k++)
            {
                var hertz = k * 16_000.0 / 400;
                var rising = (hertz - edges[m]) / (edges[m + 1] - edges[m]);
                var falling = (edges[m + 2] - hertz) / (edges[m + 2] - edges[m + 1]);
                filters[(m * Frequencies) + k] = (float)(Math.Max(0, Math.Min(rising, falling)) * 2 / (edges[m + 2] - edges[m]));
            }
        }

        return filters;
    }

    /// <summary>Tensors as the format has them: dimensions, name, values.</summary>
    private sealed class TensorWriter(BinaryWriter file, Random random)
    {
        public static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

        public void Values(string name, float[] values, bool half, params int[] dimensions)
        {
            var bytes = Encoding.ASCII.GetBytes(name);
            file.Write(dimensions.Length);
            file.Write(bytes.Length);
            file.Write(half ? 1 : 0);
            foreach (var dimension in dimensions) file.Write(dimension);
            file.Write(bytes);
            foreach (var value in values)
            {
                if (half) file.Write(BitConverter.HalfToUInt16Bits((Half)value));
                else file.Write(value);
            }
        }

        public void Random(string name, double scale, bool half, params int[] dimensions)
        {
            var values = new float[dimensions.Aggregate((a, b) => a * b)];
            if (scale > 0) for (var i = 0; i < values.Length; i++) values[i] = (float)(Normal(random) * scale);
            Values(name, values, half, dimensions);
        }

        public void Zero(string name, params int[] dimensions) => Random(name, 0, half: false, dimensions);

        public void Norm(string name)
        {
            Values(name + ".weight", [.. Enumerable.Repeat(1f, State)], false, State);
            Zero(name + ".bias", State);
        }

        public void Attention(string name, double scale)
        {
            Norm(name + "_ln");
            foreach (var part in (string[])["query", "key", "value", "out"])
            {
                Random($"{name}.{part}.weight", scale, half: true, State, State);
                if (part != "key") Zero($"{name}.{part}.bias", State);
            }
        }

        public void Perceptron(string name, double scale)
        {
            Norm(name + ".mlp_ln");
            Random(name + ".mlp.0.weight", scale, half: true, State, 4 * State);
            Zero(name + ".mlp.0.bias", 4 * State);
            Random(name + ".mlp.2.weight", scale, half: true, 4 * State, State);
            Zero(name + ".mlp.2.bias", State);
        }
    }
}
