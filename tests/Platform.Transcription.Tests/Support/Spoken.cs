using Platform.Testing.Audio;

namespace Platform.Transcription.Tests.Support;

/// <summary>Speech made by flite's voice kal16, made once for all tests.</summary>
internal static class Spoken
{
    public const string Text = "the weather today is warm and sunny. please open the window. we will meet again tomorrow morning.";
    private static readonly Lazy<Task<string>> Once = new(() => MakeAsync("short.wav", Text));
    private static readonly string Folder = Directory.CreateTempSubdirectory("platform-spoken-").FullName;

    /// <summary>Some seconds.</summary>
    public static Task<string> ShortAsync() => Once.Value;

    public static async Task<string> MakeAsync(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        await TestProgram.RunAsync("flite", "-voice", "kal16", "-t", text, "-o", path);
        return path;
    }

    static Spoken() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(Folder, recursive: true);
}
