using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Platform.Speech.Hosting.Wire;

namespace Platform.Speech.Hosting;

/// <summary>
/// The worker process in which native speech code runs: <c>platform engine-host SOCKET</c>. It connects to the socket of the service,
/// loads one engine with one model, and works until the service hangs up. Native code writes what it likes to standard
/// output and error, so orders and answers have a socket of their own.
/// </summary>
public static class EngineHost
{
    /// <summary>First word of the command line; not listed in its help.</summary>
    public const string Verb = "engine-host";

    /// <param name="args">The command line after the verb.</param>
    /// <returns>An exit code, where it gets that far.</returns>
    public static int Run(IReadOnlyList<string> args) => Run(args, NativeEngines.Create);

    internal static int Run(IReadOnlyList<string> args, Func<string, INativeEngine?> create)
    {
        if (args is not [var path]) return 2;
        ProcessNatives.Settle();
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Connect(new UnixDomainSocketEndPoint(path));
        using var stream = new NetworkStream(socket);
        using var session = new Session(stream, create);
        session.Serve();
        ProcessNatives.Exit(0);
        return 0;
    }

    /// <summary>One thread reads, so that a cancellation gets through and the end of the service is noticed while native code runs; this one works.</summary>
    private sealed class Session(Stream stream, Func<string, INativeEngine?> create) : IDisposable
    {
        private readonly BlockingCollection<(FrameKind Kind, byte[] Payload)> _orders = new(16);
        private readonly Lock _writing = new();
        private INativeEngine? _engine;
        private byte[] _audio = [];
        private volatile WorkControl? _control;

        public void Serve()
        {
            Send(FrameKind.Hello, WireJson.Write(new Hello(Environment.ProcessId), WireJson.Default.Hello));
            new Thread(Read) { IsBackground = true, Name = "orders" }.Start();
            foreach (var (kind, payload) in _orders.GetConsumingEnumerable())
            {
                try
                {
                    Obey(kind, payload);
                }
                catch (NativeEngineException e)
                {
                    Fail(e.Code, e.Message);
                }
                catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
                {
                    Fail("speech.library_invalid", e.Message);
                }
                catch (Exception e) when (e is not IOException)
                {
                    Fail("speech.failed", $"{e.GetType().Name}: {e.Message}");
                }
            }
        }

        public void Dispose() => _orders.Dispose();

        private void Read()
        {
            try
            {
                while (Frames.Read(stream) is { } frame)
                {
                    if (frame.Kind == FrameKind.Cancel) _control?.Cancel();
                    else _orders.Add(frame);
                }
            }
            catch (IOException)
            {
                // The service is gone.
            }

            // Native code may run for hours yet, for nobody.
            ProcessNatives.Exit(0);
        }

        private void Obey(FrameKind kind, byte[] payload)
        {
            switch (kind)
            {
                case FrameKind.Load:
                    var load = WireJson.Read(payload, WireJson.Default.LoadOrder);
                    _engine = create(load.Engine) ?? throw new NativeEngineException("speech.engine_unknown", $"There is no native engine '{load.Engine}'.");
                    Send(FrameKind.Loaded, WireJson.Write(new LoadedAnswer(_engine.Load(load.Settings)), WireJson.Default.LoadedAnswer));
                    break;
                case FrameKind.Audio:
                    _audio = payload;
                    break;
                case FrameKind.Work:
                    Work(WireJson.Read(payload, WireJson.Default.WorkOrder));
                    break;
            }
        }

        private void Work(WorkOrder order)
        {
            if (_engine is null) throw new NativeEngineException("speech.failed", "No engine is loaded.");
            var control = new WorkControl(fraction => Send(FrameKind.Progress, WireJson.Write(new ProgressNote(fraction), WireJson.Default.ProgressNote)));
            _control = control;
            try
            {
                var answer = _engine.Work(MemoryMarshal.Cast<byte, float>(_audio), order, control);
                if (control.Cancelled) Fail("speech.cancelled", "Cancelled.");
                else Send(FrameKind.Done, WireJson.Write(answer, WireJson.Default.WorkAnswer));
            }
            finally
            {
                _control = null;
                _audio = [];
            }
        }

        private void Fail(string code, string message) =>
            Send(FrameKind.Failed, WireJson.Write(new FailedAnswer(code, message), WireJson.Default.FailedAnswer));

        // Progress comes from threads of the engine.
        private void Send(FrameKind kind, byte[] payload)
        {
            lock (_writing) Frames.Write(stream, kind, payload);
        }
    }
}
