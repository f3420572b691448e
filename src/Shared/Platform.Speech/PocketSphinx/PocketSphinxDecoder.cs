using System.Runtime.InteropServices;
using Platform.Speech.Hosting;
using Platform.Speech.Hosting.Wire;

namespace Platform.Speech.PocketSphinx;

/// <summary>Decodes English by pocketsphinx. It ends the process on a broken model, which is why it runs in one of its own.</summary>
internal sealed unsafe class PocketSphinxDecoder : INativeEngine
{
    public const string Name = "pocketsphinx";
    public const string Folder = "folder";

    // Frames per second, pocketsphinx's default.
    private const double Frames = 100;

    // A pause that ends a segment, in seconds.
    private const double Pause = 0.5;

    private nint _decoder;

    public IReadOnlyDictionary<string, string> Load(IReadOnlyDictionary<string, string> settings)
    {
        var model = new PocketSphinxModel(settings[Folder]);
        string[] words = ["-hmm", model.Acoustic, "-lm", model.Language, "-dict", model.Dictionary];
        var pointers = stackalloc nint[words.Length];
        for (var i = 0; i < words.Length; i++) pointers[i] = Marshal.StringToCoTaskMemUTF8(words[i]);
        var options = PocketSphinxNative.ParseOptions(0, PocketSphinxNative.Definitions(), words.Length, pointers, 1);
        _decoder = options == 0 ? 0 : PocketSphinxNative.New(options);
        return _decoder == 0
            ? throw new NativeEngineException("speech.model_invalid", $"pocketsphinx cannot use the model in {model.Folder}.")
            : new Dictionary<string, string> { ["library"] = PocketSphinxNative.Library, ["model"] = "en-us" };
    }

    public WorkAnswer Work(ReadOnlySpan<float> samples, WorkOrder order, WorkControl control)
    {
        var raw = new short[samples.Length];
        for (var i = 0; i < raw.Length; i++) raw[i] = (short)Math.Clamp(samples[i] * 32767f, short.MinValue, short.MaxValue);
        _ = PocketSphinxNative.Start(_decoder);
        fixed (short* first = raw)
        {
            // All at once: it then normalises by the whole utterance, which is worth several per cent of words.
            _ = PocketSphinxNative.Process(_decoder, first, (nuint)raw.Length, 0, 1);
        }

        _ = PocketSphinxNative.End(_decoder);
        return new WorkAnswer { Language = "en", Segments = [.. Segments(Words())] };
    }

    private List<HeardWord> Words()
    {
        var (words, math) = (new List<HeardWord>(), PocketSphinxNative.Math(_decoder));
        for (var word = PocketSphinxNative.FirstWord(_decoder); word != 0; word = PocketSphinxNative.NextWord(word))
        {
            var text = Marshal.PtrToStringUTF8(PocketSphinxNative.WordText(word)) ?? "";

            // <s>, </s>, <sil>, [NOISE], ++UM++ are no words; "read(2)" is read in another pronunciation.
            if (text.Length == 0 || text[0] is '<' or '[' or '+') continue;
            PocketSphinxNative.WordFrames(word, out var from, out var to);
            var probability = PocketSphinxNative.Exp(math, PocketSphinxNative.WordProbability(word, out _, out _, out _));
            words.Add(new HeardWord(text.Split('(')[0], from / Frames, (to + 1) / Frames, Math.Round(Math.Clamp(probability, 0, 1), 4)));
        }

        return words;
    }

    private static IEnumerable<HeardSegment> Segments(List<HeardWord> words)
    {
        for (var first = 0; first < words.Count;)
        {
            var next = first + 1;
            while (next < words.Count && words[next].Start - words[next - 1].End < Pause) next++;
            var part = words[first..next];
            yield return new HeardSegment(part[0].Start, part[^1].End, string.Join(' ', part.Select(w => w.Text))) { Words = part };
            first = next;
        }
    }
}
