using System.ClientModel;
using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenAI;
using OpenAI.Audio;
using Platform.Data;
using Platform.Kernel.Security;
using Platform.Media;
using Platform.Media.Pcm;
using Platform.Media.Tools;
using Platform.Scheduling;
using Platform.Speech;
using Platform.Speech.Models;
using Platform.Transcription.OpenAi;

namespace Platform.Transcription.Tests.OpenAi;

/// <summary>The OpenAI-compatible address on a real port, before engines of the test's choice. Everybody may do everything.</summary>
internal sealed class Door : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly DirectoryInfo _folder;

    private Door(WebApplication app, DirectoryInfo folder)
    {
        (_app, _folder) = (app, folder);
        Http = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(60) };
    }

    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public HttpClient Http { get; }

    /// <summary>Uploads that are on disk now.</summary>
    public int FilesKept => new DirectoryInfo(_app.Services.GetRequiredService<RequestFolder>().FullPath) is { Exists: true } kept ? kept.GetFiles().Length : 0;

    public static async Task<Door> OpenAsync(ISpeechToText engine, ITextToSpeech? speaker = null, int places = 2, Action<OpenAiSettings>? settings = null)
    {
        var folder = Directory.CreateTempSubdirectory("platform-door-");
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.SetMinimumLevel(LogLevel.Critical);
        var services = builder.Services;
        services.AddSingleton(TimeProvider.System);
        services.AddOpenAi();
        if (settings is not null) services.Configure(settings);
        services.Configure<LaneOptions>(lanes => lanes.Speech = places);
        services.Configure<StorageOptions>(storage => storage.DataPath = folder.FullName);
        services.AddOptions<MediaOptions>();
        services.AddOptions<SpeechOptions>();
        services.AddSingleton<DataDirectory>();
        services.AddSingleton<ExternalTool>();
        services.AddSingleton<SpeechAudioFiles>();
        services.AddSingleton<SpeechEngines>();
        services.AddSingleton(engine);
        if (speaker is not null) services.AddSingleton(speaker);
        services.AddSingleton<ISpeechModels>(new Models());
        services.AddAuthentication("anybody").AddScheme<AuthenticationSchemeOptions, Anybody>("anybody", null);
        services.AddAuthorizationBuilder().AddPolicy(Policies.View, p => p.RequireAuthenticatedUser()).AddPolicy(Policies.Operate, p => p.RequireAuthenticatedUser());
        var app = builder.Build();
        app.MapOpenAi();
        await app.StartAsync();
        return new Door(app, folder);
    }

    /// <summary>OpenAI's own client, with nothing changed but the address.</summary>
    public AudioClient Client(string model) => new(model, new ApiKeyCredential("any"), new OpenAIClientOptions { Endpoint = new Uri(Address, "/v1") });

    /// <summary>A second of sound as a file.</summary>
    public static byte[] Sound(double seconds = 1)
    {
        var clip = new WavClip(8 << 20);
        clip.Start(new PcmFormat(16_000, 1));
        clip.Write([.. Enumerable.Range(0, (int)(seconds * 16_000)).Select(i => 0.3f * MathF.Sin(i * 0.2f))]);
        return clip.ToFile()!;
    }

    public static MultipartFormDataContent Form(params (string Name, string Value)[] fields) => Form(Sound(), fields);

    public static MultipartFormDataContent Form(byte[] file, params (string Name, string Value)[] fields)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields) form.Add(new StringContent(value), name);
        form.Add(new ByteArrayContent(file) { Headers = { ContentType = new MediaTypeHeaderValue("audio/wav") } }, "file", "speech.wav");
        return form;
    }

    public Task<HttpResponseMessage> TranscribeAsync(params (string Name, string Value)[] fields) => Http.PostAsync(new Uri("/v1/audio/transcriptions", UriKind.Relative), Form(fields));

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private sealed class Models : ISpeechModels
    {
        public IReadOnlyList<ModelView> List() => [];
    }

    private sealed class Anybody(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync() =>
            Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity([], Scheme.Name)), Scheme.Name)));
    }
}
