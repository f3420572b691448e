using Platform.Scheduling;
using Platform.StreamHealth.Checks;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.History.Aggregates;
using Platform.StreamHealth.Results;
using Platform.StreamHealth.Streams;

namespace Platform.Benchmarks.Year;

/// <summary>
/// A stream whose checks come as from a year of broadcasting: a latency of its own, loudness that moves with the
/// programme, a title every few minutes, an outage now and then. The same seed gives the same year.
/// </summary>
internal sealed class SimulatedStream
{
    public const string Schedule = "every 60s";
    private static readonly EverySchedule Minute = new(TimeSpan.FromSeconds(60));
    private readonly Random _random;
    private readonly double _latency;
    private readonly double _loudness;
    private CheckResult? _before;
    private DateTimeOffset _titleUntil;
    private DateTimeOffset _outageUntil;
    private string _title = "";

    public SimulatedStream(int number, DateTimeOffset createdAt)
    {
        _random = new Random(number);
        _latency = 15 + _random.NextDouble() * 150;
        _loudness = -24 + _random.NextDouble() * 10;
        var url = $"https://radio{number % 20}.example/station-{number}/live.mp3";
        Stream = new StreamDefinition
        {
            Identity = StreamId.Of(url),
            Url = url,
            Name = $"Station {number:000}",
            Tags = [number % 2 == 0 ? "fm" : "web", $"region {number % 5}"],
            Enabled = true,
            Terms = new StreamInput { Schedule = "cron 0 3 29 2 *", Phase = 3 }, // the service that is measured shall not check them
        }.ToStream(createdAt);
    }

    public MonitoredStream Stream { get; }

    public CheckResult? Last => _before;

    /// <summary>The next check.</summary>
    public CheckResult Check(DateTimeOffset at)
    {
        if (at >= _titleUntil) (_title, _titleUntil) = ($"{Word()} {Word()} - The {Word()} of {Word()}", at.AddSeconds(150 + _random.Next(180)));
        if (_random.NextDouble() < 2.0 / (30 * 1440)) _outageUntil = at.AddMinutes(1 + _random.Next(90));
        var failing = at < _outageUntil;
        var degraded = !failing && _random.NextDouble() < 0.01;
        return Result(at, failing ? StreamState.Failing : degraded ? StreamState.Degraded : StreamState.Healthy);
    }

    /// <summary>What a check changes in the history; each in turn.</summary>
    public IReadOnlyCollection<HourAggregate> Changes(CheckResult result)
    {
        var around = new Neighbours(_before?.StartedAt, _before?.Monitor ?? MonitorState.Pending, null, Minute);
        _before = result;
        return Coverage.Change(result, around);
    }

    private CheckResult Result(DateTimeOffset at, StreamState state)
    {
        var heard = state != StreamState.Failing;
        var began = at.AddMilliseconds(_random.Next(400));
        return new CheckResult
        {
            Id = Guid.CreateVersion7(began),
            StreamId = Stream.Id,
            StartedAt = began,
            DurationMs = 10_000 + _random.NextDouble() * 900,
            Phase = 3,
            State = state,
            Score = state switch { StreamState.Failing => 20, StreamState.Degraded => 85, _ => 100 },
            Reason = state switch { StreamState.Failing => "The server answered HTTP 404: Not Found", StreamState.Degraded => "Silent for 3.2 s", _ => null },
            Findings = state switch { StreamState.Failing => "connect.http_status", StreamState.Degraded => "audio.silence", _ => "" },
            HttpStatus = heard ? 200 : 404,
            DnsMs = _random.NextDouble() * 8,
            ConnectMs = _latency / 4 * (0.8 + _random.NextDouble()),
            TlsMs = _latency / 2 * (0.8 + _random.NextDouble()),
            FirstByteMs = _latency * (0.7 + Math.Pow(_random.NextDouble(), 3) * 4),
            Codec = heard ? "MP3" : null,
            BitrateKbps = heard ? 128 : null,
            SampleRateHz = heard ? 44_100 : null,
            Channels = heard ? 2 : null,
            Lufs = heard ? Math.Round(_loudness + _random.NextDouble() * 6 - 3, 2) : null,
            ShortTermMaxLufs = heard ? Math.Round(_loudness + 4 + _random.NextDouble(), 2) : null,
            RmsDb = heard ? Math.Round(_loudness - 1 + _random.NextDouble(), 2) : null,
            TruePeakDb = heard ? Math.Round(-_random.NextDouble() * 3, 2) : null,
            SilencePercent = heard ? (state == StreamState.Degraded ? 32 : 0) : null,
            ClippingPercent = heard ? 0 : null,
            Title = heard ? _title : null,
            Monitor = state switch { StreamState.Failing => MonitorState.Down, StreamState.Degraded => MonitorState.Degraded, _ => MonitorState.Up },
        };
    }

    private string Word() => new([.. Enumerable.Range(0, 3 + _random.Next(6)).Select(i => (char)((i == 0 ? 'A' : 'a') + _random.Next(26)))]);
}
