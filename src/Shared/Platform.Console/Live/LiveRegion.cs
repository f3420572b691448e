using System.Threading.Channels;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Logging;
using Platform.Kernel.Live;

namespace Platform.Console;

/// <summary>
/// Renders nothing; calls back when something changed that the page shows, at most every so often. Listens once the page is
/// interactive, hears only what the person may know, and stops when the page is left.
/// </summary>
public sealed partial class LiveRegion : ComponentBase, IDisposable
{
    [Inject]
    private LiveEvents Events { get; set; } = null!;

    [Inject]
    private AuthenticationStateProvider Authentication { get; set; } = null!;

    [Inject]
    private IAuthorizationService Authorization { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private ILogger<LiveRegion> Log { get; set; } = null!;

    private const int Most = 256;
    private readonly CancellationTokenSource _gone = new();

    /// <summary>Beginnings of the topics to listen to, separated by blanks: "stream. job.progress".</summary>
    [Parameter, EditorRequired]
    public string Topics { get; set; } = "";

    /// <summary>Only events of this subject; null for all.</summary>
    [Parameter]
    public string? SubjectId { get; set; }

    /// <summary>The shortest time between two calls; what comes in between is gathered.</summary>
    [Parameter]
    public TimeSpan Throttle { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Called with the gathered events, oldest first, at most 256 of them; reading the store again is the usual answer.</summary>
    [Parameter]
    public EventCallback<IReadOnlyList<LiveEvent>> OnEvents { get; set; }

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender) _ = ListenAsync(_gone.Token);
    }

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        var gathered = Channel.CreateBounded<LiveEvent>(new BoundedChannelOptions(Most) { FullMode = BoundedChannelFullMode.DropOldest });
        var pump = PumpAsync(gathered.Writer, cancellationToken);
        try
        {
            while (await gathered.Reader.WaitToReadAsync(cancellationToken))
            {
                var events = new List<LiveEvent>();
                while (gathered.Reader.TryRead(out var liveEvent)) events.Add(liveEvent);
                await InvokeAsync(() => OnEvents.InvokeAsync(events));
                await Task.Delay(Throttle, Time, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The component was disposed.
        }
        catch (Exception e)
        {
            // What the page shows is no longer fresh, but it is still there: not a reason to end the circuit.
            RefreshFailed(Log, e);
        }

        await pump.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task PumpAsync(ChannelWriter<LiveEvent> gathered, CancellationToken cancellationToken)
    {
        var user = (await Authentication.GetAuthenticationStateAsync()).User;
        await foreach (var liveEvent in Events.ListenAsync(cancellationToken))
        {
            if (Wanted(liveEvent) && (await Authorization.AuthorizeAsync(user, liveEvent.Audience)).Succeeded) gathered.TryWrite(liveEvent);
        }
    }

    private bool Wanted(LiveEvent liveEvent) =>
        (SubjectId is null || SubjectId == liveEvent.SubjectId)
        && Topics.Split(' ', StringSplitOptions.RemoveEmptyEntries).Any(t => liveEvent.Topic.StartsWith(t, StringComparison.Ordinal));

    [LoggerMessage(Level = LogLevel.Warning, Message = "A page could not refresh itself after a live event.")]
    private static partial void RefreshFailed(ILogger logger, Exception exception);
}
