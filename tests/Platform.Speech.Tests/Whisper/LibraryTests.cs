using Platform.Speech.Hosting;
using Platform.Speech.Whisper;

namespace Platform.Speech.Tests.Whisper;

public sealed class LibraryTests
{
    [Fact]
    public void The_layout_of_WhisperNetRuntime_is_loaded_base_first()
    {
        var folder = Directory.CreateTempSubdirectory("platform-test-").FullName;
        try
        {
            foreach (var name in (string[])["libwhisper.so", "libggml-whisper.so", "libggml-cpu-whisper.so", "libggml-base-whisper.so", "readme.txt"]) File.WriteAllText(Path.Combine(folder, name), "");
            var found = WhisperLibrary.Find(folder, "/nowhere")!;
            Assert.Equal("libwhisper.so", Path.GetFileName(found.File));
            Assert.Equal(["libggml-base-whisper.so", "libggml-cpu-whisper.so", "libggml-whisper.so"], found.Before.Select(Path.GetFileName));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void What_is_configured_and_not_there_is_not_made_up_for() => Assert.Null(WhisperLibrary.Find("/nowhere", AppContext.BaseDirectory));

    [Fact]
    public void The_one_that_comes_along_is_found_last() => Assert.NotNull(WhisperLibrary.Find(null, AppContext.BaseDirectory));

    [Fact]
    public unsafe void A_layout_that_is_not_known_is_refused()
    {
        var blob = default(WhisperBlob);
        Assert.Equal("speech.library_unknown", Assert.Throws<NativeEngineException>(() => new WhisperParameters(default)).Code);
        float[] defaults = [0, 1, -1, 0.2f, 2.4f, -1];
        for (var i = 0; i < defaults.Length; i++) *(float*)(blob.Bytes + 100 + (i * 4)) = defaults[i];
        var unknown = blob;
        Assert.Contains("are 100", Assert.Throws<NativeEngineException>(() => new WhisperParameters(unknown)).Message, StringComparison.Ordinal);
    }
}
