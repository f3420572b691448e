using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Platform.Data;
using Platform.Kernel.Settings;
using Platform.Media;
using Platform.Media.Meters;
using Platform.Media.Pcm;
using Platform.StreamHealth.Checks;
using Platform.StreamHealth.Checks.Formats;
using Platform.StreamHealth.Checks.Reporting;
using Platform.StreamHealth.Reference;

namespace Platform.StreamHealth.Tests.Reference;

/// <summary>A real server with nothing but the reference streams, and the guard as it is out of the box: no private address allowed.</summary>
public sealed class ReferenceFixture : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("platform-reference-").FullName;
    private WebApplication _app = null!;

    public string Address { get; private set; } = "";

    internal StreamCheck Check => _app.Services.GetRequiredService<StreamCheck>();

    internal ReferenceEncoder Encoder => _app.Services.GetRequiredService<ReferenceEncoder>();

    internal ReferenceStation Station => _app.Services.GetRequiredService<ReferenceStation>();

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Storage:DataPath"] = _folder,
            ["StreamHealth:Reference:MaxListeners"] = "3",
            ["StreamHealth:Checks:AnswerTimeoutSeconds"] = "60",
            ["StreamHealth:Checks:StallTimeoutSeconds"] = "60",
            ["StreamHealth:Checks:ListenAllowanceSeconds"] = "120",
        });
        builder.Services.AddSettings<StorageOptions>();
        builder.Services.AddPlatformMedia(builder.Configuration);
        builder.Services.AddStreamChecks().AddReferenceStreams();
        _app = builder.Build();
        ReferenceEndpoints.Map(_app);
        _app.MapGet("/elsewhere", () => "x");
        await _app.StartAsync();
        Address = _app.Urls.Single();
        foreach (var programme in ReferenceProgramme.All) await Station.LoopAsync(programme, CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}

public sealed class ReferenceStreamTests(ReferenceFixture reference) : IClassFixture<ReferenceFixture>
{
    // A busy machine may itself be late; what is heard must be right all the same.
    private static readonly CheckThresholds Patient = CheckThresholds.Default with { IgnoredFindings = [FindingCodes.Slow] };

    private Task<CheckReport> CheckAsync(string path, int phase = 3) =>
        reference.Check.RunAsync(new CheckRequest { Url = reference.Address + path, Phase = phase, SampleSeconds = 10, Thresholds = Patient }, CancellationToken.None);

    [Theory]
    [InlineData("speech.mp3", VerdictState.Healthy, null)]
    [InlineData("tone.mp3", VerdictState.Degraded, FindingCodes.RepetitivePattern)]
    [InlineData("silence", VerdictState.Failing, FindingCodes.Silent)]
    [InlineData("gaps.mp3", VerdictState.Degraded, FindingCodes.Gaps)]
    [InlineData("clipped", VerdictState.Degraded, FindingCodes.Clipping)]
    [InlineData("deadchannel.mp3", VerdictState.Degraded, FindingCodes.DeadChannel)]
    [InlineData("antiphase.mp3", VerdictState.Degraded, FindingCodes.Antiphase)]
    public async Task Each_stream_has_the_fault_it_promises_and_no_other(string file, object state, string? code)
    {
        var report = await CheckAsync($"/reference/{file}");

        string[] expected = code is null ? [] : [code];
        Assert.Equal(expected, report.Findings.Where(f => f.Severity > Severity.Info && f.Code != FindingCodes.Slow).Select(f => f.Code));
        Assert.Equal((VerdictState)state, report.Verdict.State);
        Assert.Equal(10, report.AudioAnalysis!.SampleSeconds, 0.1);
    }

    [Fact]
    public async Task They_look_like_an_icy_stream_with_titles()
    {
        var report = await CheckAsync("/reference/speech.mp3", phase: 1);

        Assert.Equal("ICY Stream", report.StreamType!.Type);
        Assert.Equal(("Reference speech", "Test"), (report.Metadata!.Title, report.Metadata.Genre));
        Assert.StartsWith("Reference speech - Part ", report.Metadata.StreamTitle, StringComparison.Ordinal);
        Assert.Equal((128, 48000, 2), (report.Measured!.BitrateKbps, report.Measured.SampleRateHz, report.Measured.Channels));
        Assert.True(report.ServerHeaders!.CorsEnabled);
    }

    [Fact]
    public async Task Only_they_can_be_reached_on_this_machine()
    {
        var report = await CheckAsync("/elsewhere", phase: 1);
        Assert.Equal(FindingCodes.UrlRefused, report.Connectivity.ErrorCode);

        var other = await reference.Check.RunAsync(new CheckRequest { Url = "http://127.0.0.1:1234/reference/speech.mp3" }, CancellationToken.None);
        Assert.Equal(FindingCodes.UrlRefused, other.Connectivity.ErrorCode);
    }

    [Fact]
    public async Task A_loop_is_whole_frames_and_goes_round_without_a_click()
    {
        var loop = (await reference.Encoder.LoopAsync(ReferenceProgramme.Find("tone")!, CancellationToken.None)).Value;
        byte[] twice = [.. loop, .. loop];

        var format = FormatSniffer.Sniff(twice, "audio/mpeg");
        Assert.Equal((128, "CBR"), (format!.Audio.BitrateKbps, format.Audio.BitrateMode));

        // A click in a pure tone would show as a peak above the tone's 0.1.
        var meter = new AudioMeter();
        await using var checker = new Checks.Checker();
        var request = new PcmRequest { Timeout = TimeSpan.FromSeconds(60) };
        await checker.Get<IPcmSource>().DecodeAsync(new MemoryStream(twice[^(loop.Length + 48_000)..^(loop.Length - 48_000)]), request, meter, CancellationToken.None);
        var measured = meter.Finish();
        Assert.InRange(measured.TruePeakDb!.Value, -21, -19.5);
    }

    [Fact]
    public async Task The_gaps_are_as_silent_as_promised_wherever_one_begins_to_listen()
    {
        var loop = (await reference.Encoder.LoopAsync(ReferenceProgramme.Find("gaps")!, CancellationToken.None)).Value;
        byte[] twice = [.. loop, .. loop];
        await using var checker = new Checks.Checker();
        for (var start = 0; start < ReferenceFormat.LoopSeconds; start++)
        {
            var meter = new AudioMeter();
            var request = new PcmRequest { Timeout = TimeSpan.FromSeconds(60), Container = AudioContainer.Mp3 };
            var heard = new MemoryStream(twice, start * ReferenceFormat.BytesPerSecond, 10 * ReferenceFormat.BytesPerSecond);
            await checker.Get<IPcmSource>().DecodeAsync(heard, request, meter, CancellationToken.None);
            Assert.InRange(meter.Finish().Silence.Percentage, 38, 43);
        }
    }

    [Fact]
    public async Task Head_is_answered_and_listeners_are_limited()
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(30) };
        using var head = await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, $"{reference.Address}/reference/speech.mp3"));
        Assert.Equal("audio/mpeg", head.Content.Headers.ContentType?.MediaType);

        var places = Enumerable.Range(0, 3).Select(_ => reference.Station.Enter()).ToList();
        using var full = await client.GetAsync($"{reference.Address}/reference/speech.mp3", HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(429, (int)full.StatusCode);
        foreach (var place in places) place?.Dispose();

        using var unknown = await client.GetAsync($"{reference.Address}/reference/nothing.mp3");
        Assert.Equal(404, (int)unknown.StatusCode);
    }

    [Theory]
    [InlineData("http://[::]:8080", "http://localhost:8080/reference/ http://127.0.0.1:8080/reference/ http://[::1]:8080/reference/")]
    [InlineData("http://+:80", "http://localhost/reference/ http://127.0.0.1/reference/ http://[::1]/reference/")]
    [InlineData("https://radio.example:8443", "https://radio.example:8443/reference/")]
    public void The_allowed_addresses_are_those_the_server_listens_on(string bound, string expected) =>
        Assert.Equal(expected, string.Join(' ', ReferenceAddress.Prefixes(bound).Select(p => p.AbsoluteUri)));
}
