using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Platform.Speech.Whisper;

/// <summary>Keeps what the library complains about, for the error; passes everything on to standard error, for the case that it does not come back.</summary>
internal static unsafe class NativeLog
{
    private const int Warning = 3;
    private const int Continued = 5;
    private const int Most = 4;
    private static readonly Lock Gate = new();
    private static readonly Queue<string> Lines = new();

    public static delegate* unmanaged[Cdecl]<int, nint, nint, void> Callback => &Take;

    /// <summary>The last complaints in one line; forgets them.</summary>
    public static string TakeLast()
    {
        lock (Gate)
        {
            var all = string.Join(" / ", Lines);
            Lines.Clear();
            return all;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Take(int level, nint text, nint data)
    {
        var line = Marshal.PtrToStringUTF8(text) ?? "";
        System.Console.Error.Write(line);
        if (level < Warning || level == Continued || string.IsNullOrWhiteSpace(line)) return;
        lock (Gate)
        {
            if (Lines.Count == Most) Lines.Dequeue();
            Lines.Enqueue(line.Trim());
        }
    }
}
