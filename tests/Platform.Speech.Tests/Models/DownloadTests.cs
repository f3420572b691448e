using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using Platform.Kernel.Results;
using Platform.Speech.Models;
using Platform.Testing.Audio;

namespace Platform.Speech.Tests.Models;

/// <summary>Downloads from a real server that drops connections and serves wrong bytes.</summary>
public sealed class DownloadTests : IAsyncLifetime, IDisposable
{
    private readonly Floor _floor = new();
    private readonly ModelSource _source = new();
    private readonly List<DownloadProgress> _seen = [];
    private ModelServer _server = null!;
    private CatalogueEntry _entry = null!;

    public async Task InitializeAsync()
    {
        var path = Path.Combine(_floor.Data, "model.bin");
        GeneratedWhisperModel.Write(path, [(0, 2, "hello from the download")]);
        _server = await ModelServer.StartAsync(await File.ReadAllBytesAsync(path));
        _entry = new CatalogueEntry
        {
            Name = "test",
            Kind = ModelKind.Whisper,
            Description = "",
            File = "ggml-test.bin",
            Path = "models/ggml-test.bin",
            Megabytes = 4,
            Languages = "English",
            Licence = "MIT",
            Checksum = "sha256:" + Convert.ToHexStringLower(SHA256.HashData(_server.Content)),
        };
        _floor.ModelOptions.CurrentValue.SourceUrl = _server.Url;
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        await _floor.DisposeAsync();
    }

    public void Dispose() => _source.Dispose();

    [Fact]
    public async Task A_model_comes_with_progress_and_then_works()
    {
        var model = await DownloadAsync();
        Assert.True(model.Ok, model.Error?.Message);
        Assert.Equal(_seen.OrderBy(p => p.Bytes), _seen);
        Assert.Equal((_server.Content.Length, _server.Content.Length), (_seen[^1].Bytes, _seen[^1].Total));
        Assert.Equal(["ggml-test.bin"], Directory.GetFiles(_floor.Models.FullPath).Select(Path.GetFileName));
        var heard = await _floor.Whisper.TranscribeAsync(SpeechAudio.FromSamples(new float[32_000]), new SpeechToTextRequest { Music = true }, CancellationToken.None).CollectAsync(CancellationToken.None);
        Assert.Equal("hello from the download", heard.Value.Text);
    }

    [Fact]
    public async Task A_lost_connection_is_taken_up_where_it_was_lost()
    {
        foreach (var trouble in (Trouble[])[Trouble.Drops, Trouble.Busy, Trouble.Drops]) _server.Troubles.Enqueue(trouble);
        Assert.True((await DownloadAsync()).Ok);
        Assert.Equal(4, _server.Starts.Count);
        Assert.Equal(0, _server.Starts[0]);
        Assert.True(_server.Starts[1] > 0 && _server.Starts[2] == _server.Starts[1] && _server.Starts[3] > _server.Starts[2]);
    }

    [Fact]
    public async Task A_connection_on_which_nothing_comes_is_given_up()
    {
        _floor.ModelOptions.CurrentValue.StallSeconds = 1;
        _server.Troubles.Enqueue(Trouble.Stalls);
        Assert.True((await DownloadAsync()).Ok);
        Assert.True(_server.Starts[1] > 0);
    }

    [Fact]
    public async Task Offline_says_so_and_keeps_what_is_there_for_the_next_time()
    {
        _server.Troubles.Enqueue(Trouble.Drops);
        _floor.ModelOptions.CurrentValue.Retries = 0;
        for (var i = 0; i < 3; i++) _server.Troubles.Enqueue(Trouble.Busy);
        var failed = await DownloadAsync();
        Assert.Equal("speech.source_unreachable", failed.Error?.Code);
        Assert.Matches(@"[01] of 4 MB are here and are kept", failed.Error!.Message);
        Assert.Null(_floor.Models.Find("test"));

        _server.Troubles.Clear();
        Assert.True((await DownloadAsync()).Ok);
        Assert.True(_server.Starts[^1] > 0);

        _floor.ModelOptions.CurrentValue.SourceUrl = "http://no-such-host.invalid";
        var offline = await DownloadAsync(_entry with { Name = "other", File = "ggml-other.bin" });
        Assert.Equal("speech.source_unreachable", offline.Error?.Code);
        Assert.Contains("no-such-host.invalid cannot be had", offline.Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_paused_download_goes_on_from_where_it_was()
    {
        _server.Troubles.Enqueue(Trouble.Stalls);
        using var pause = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => DownloadAsync(progress: p =>
        {
            if (p.Bytes > 1_000_000) pause.Cancel();
        }, cancellationToken: pause.Token));
        Assert.True(PartFile.LengthOf(_floor.Models.PathOf(_entry)) > 1_000_000);
        Assert.True((await DownloadAsync()).Ok);
        Assert.True(_server.Starts[^1] > 1_000_000);
    }

    [Fact]
    public async Task A_file_that_changed_meanwhile_is_begun_again()
    {
        _server.Troubles.Enqueue(Trouble.Drops);
        _server.Troubles.Enqueue(Trouble.NotFound);
        Assert.Equal("speech.source_unknown", (await DownloadAsync()).Error?.Code);
        _server.Tag = "\"two\"";
        Assert.True((await DownloadAsync()).Ok);
        Assert.Equal(0, _server.Starts[^1]);
    }

    [Theory]
    [InlineData(nameof(Trouble.IgnoresRanges))]
    [InlineData(nameof(Trouble.WrongRange))]
    public async Task A_server_that_answers_something_else_than_the_rest_does_no_harm(string trouble)
    {
        _server.Troubles.Enqueue(Trouble.Drops);
        _server.Troubles.Enqueue(Enum.Parse<Trouble>(trouble));
        Assert.True((await DownloadAsync()).Ok);
    }

    [Fact]
    public async Task Wrong_bytes_are_found_out_and_not_kept()
    {
        _server.Content[^1000] ^= 0xFF;
        var wrong = await DownloadAsync();
        Assert.Equal("speech.checksum_wrong", wrong.Error?.Code);
        Assert.Empty(Directory.GetFiles(_floor.Models.FullPath));
    }

    [Fact]
    public async Task A_sign_in_page_is_no_model()
    {
        _server.Troubles.Enqueue(Trouble.SignInPage);
        Assert.Equal("speech.source_wrong", (await DownloadAsync()).Error?.Code);
    }

    [Fact]
    public async Task What_the_disk_cannot_hold_is_not_begun()
    {
        var huge = await DownloadAsync(_entry with { Megabytes = 1L << 40 });
        Assert.Equal("speech.disk_full", huge.Error?.Code);
        Assert.Empty(_server.Starts);
    }

    [Fact]
    public async Task Two_at_once_do_not_write_into_each_other()
    {
        _server.Troubles.Enqueue(Trouble.Stalls);
        using var stop = new CancellationTokenSource();
        var begun = new TaskCompletionSource();
        var first = DownloadAsync(progress: _ => begun.TrySetResult(), cancellationToken: stop.Token);
        await begun.Task;
        Assert.Equal("speech.download_running", (await DownloadAsync()).Error?.Code);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
    }

    [Fact]
    public async Task Without_a_source_there_are_imports_only()
    {
        _floor.ModelOptions.CurrentValue.SourceUrl = "";
        Assert.Equal("speech.source_missing", (await DownloadAsync()).Error?.Code);

        async Task<Result<InstalledModel>> ImportAsync(string name, byte[] bytes) => await _floor.Models.ImportAsync(name, new MemoryStream(bytes), CancellationToken.None);
        Assert.Equal("mine", (await ImportAsync("ggml-mine.bin", _server.Content)).Value.Name);
        Assert.Equal("speech.model_exists", (await ImportAsync("ggml-mine.bin", _server.Content)).Error?.Code);
        Assert.Equal("speech.model_invalid", (await ImportAsync("notes.bin", "not a model"u8.ToArray())).Error?.Code);
        Assert.Equal("speech.model_name_invalid", (await ImportAsync(".hidden.bin", _server.Content)).Error?.Code);
        Assert.Equal("evil", (await ImportAsync("../../evil.bin", _server.Content)).Value.Name);
        Assert.Equal("speech.checksum_wrong", (await ImportAsync("ggml-tiny.bin", _server.Content)).Error?.Code);
        Assert.Equal(["evil", "mine"], _floor.Models.List().Select(m => m.Name));
        Assert.Equal(["evil.bin", "ggml-mine.bin"], Directory.GetFiles(_floor.Models.FullPath).Select(Path.GetFileName).Order());
        Assert.True(_floor.Models.Delete("mine").Ok);
        Assert.Equal("model.not_found", _floor.Models.Delete("mine").Error?.Code);
    }

    [Fact]
    public void The_catalogue_is_whole()
    {
        var entries = new ModelCatalogue().Entries;
        Assert.InRange(entries.Count, 10, 100);
        Assert.Equal(entries.Count, entries.Select(e => e.Name).Distinct().Count());
        Assert.All(entries, e => Assert.Matches("^(sha1:[0-9a-f]{40}|sha256:[0-9a-f]{64})$", e.Checksum));
        Assert.All(entries, e => Assert.EndsWith("/" + e.File, e.Path, StringComparison.Ordinal));
    }

    private Task<Result<InstalledModel>> DownloadAsync(CatalogueEntry? entry = null, Action<DownloadProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        // The folder must know the entry's name, as the product's does by the catalogue.
        var catalogue = new ModelCatalogue([_entry]);
        var downloader = new ModelDownloader(_floor.FolderWith(catalogue), _source, _floor.ModelOptions, TimeProvider.System, NullLogger<ModelDownloader>.Instance);
        return downloader.DownloadAsync(entry ?? _entry, p =>
        {
            _seen.Add(p);
            progress?.Invoke(p);
        }, cancellationToken);
    }
}
