using System.Runtime.InteropServices;

namespace Platform.Speech.Whisper;

/// <summary>Strings that native code reads while this is in scope.</summary>
internal sealed class NativeStrings : IDisposable
{
    private readonly List<nint> _all = [];

    /// <returns>UTF-8 with a zero at its end; 0 for null.</returns>
    public nint Add(string? text)
    {
        if (string.IsNullOrEmpty(text)) return 0;
        _all.Add(Marshal.StringToCoTaskMemUTF8(text));
        return _all[^1];
    }

    public void Dispose()
    {
        foreach (var text in _all) Marshal.FreeCoTaskMem(text);
        _all.Clear();
    }
}
