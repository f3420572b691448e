using System.Runtime.InteropServices;
using Platform.Speech.Hosting;
using Platform.Speech.Hosting.Wire;

namespace Platform.Speech.Tests.Hosting;

/// <summary>Does what native code may do, when asked to. Real signals and exits, in a real process.</summary>
internal sealed unsafe partial class FaultyEngine : INativeEngine
{
    public const string Name = "faulty";
    private readonly List<nint> _hoard = [];

    public static WorkerSpec Spec(string load = "ok", string model = "m") =>
        new(Name, "The engine", new Dictionary<string, string> { ["do"] = load, ["model"] = model });

    public IReadOnlyDictionary<string, string> Load(IReadOnlyDictionary<string, string> settings)
    {
        Do(settings["do"], new WorkControl(_ => { }));
        return new Dictionary<string, string> { ["model"] = settings["model"] };
    }

    public WorkAnswer Work(ReadOnlySpan<float> samples, WorkOrder order, WorkControl control)
    {
        Do(order.Prompt ?? "ok", control);
        return new WorkAnswer { Segments = [new HeardSegment(0, samples.Length, $"{samples.Length} samples in {Environment.ProcessId}")] };
    }

    private void Do(string what, WorkControl control)
    {
        switch (what)
        {
            case "abort":
                Say("ggml: a last word before the abort\n");
                Abort();
                break;
            case "segfault":
                Fill(unchecked((nint)0x1234_5678_0000), 1, 64);
                break;
            case "exit":
                Say("FATAL: model is broken\n");
                Exit(1);
                break;
            case "hang":
                new ManualResetEventSlim().Wait(TimeSpan.FromMinutes(10));
                break;
            case "listen":
                while (!control.Cancelled) new ManualResetEventSlim().Wait(5);
                break;
            case "hoard":
                for (var i = 0; i < 64; i++)
                {
                    var block = (nint)NativeMemory.Alloc(16 << 20);
                    new Span<byte>((void*)block, 16 << 20).Fill(1);
                    _hoard.Add(block);
                }

                new ManualResetEventSlim().Wait(TimeSpan.FromMinutes(10));
                break;
            case "refuse":
                throw new NativeEngineException("speech.model_invalid", "It says no.");
            case "progress":
                control.Report(0.5);
                break;
            case "chatter":
                for (var i = 0; i < 20_000; i++) System.Console.Out.WriteLine("native code writes to standard output");
                break;
        }
    }

    private static void Say(string text)
    {
        System.Console.Error.Write(text);
        System.Console.Error.Flush();
    }

    [LibraryImport("libc", EntryPoint = "abort")]
    private static partial void Abort();

    [LibraryImport("libc", EntryPoint = "memset")]
    private static partial nint Fill(nint where, int with, nuint count);

    [LibraryImport("libc", EntryPoint = "exit")]
    private static partial void Exit(int code);
}
