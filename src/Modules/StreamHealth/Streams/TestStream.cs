using Microsoft.Extensions.Options;
using Platform.Kernel.Results;
using Platform.StreamHealth.Checks;
using Platform.StreamHealth.Checks.Reporting;
using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Streams;

/// <summary>Tries an address before it is saved: a phase 1 check whose report is shown and not kept.</summary>
internal sealed class TestStream(StreamRules rules, StreamCheck check, IOptionsMonitor<StreamHealthSettings> settings) : IDisposable
{
    private const int AtOnce = 4;
    private readonly SemaphoreSlim _room = new(AtOnce, AtOnce);

    public async Task<Result<CheckReport>> RunAsync(StreamInput input, CancellationToken cancellationToken)
    {
        var definition = await rules.CheckAsync(input, cancellationToken);
        if (!definition.Ok) return definition.Error;
        if (!await _room.WaitAsync(TimeSpan.Zero, cancellationToken))
            return new Error(ErrorKind.TooMany, "stream.test_busy", $"{AtOnce} addresses are being tested already. Try again in a moment.");
        try
        {
            return await check.RunAsync(
                StreamTerms.Of(definition.Value.Terms, group: null, settings.CurrentValue).Request(definition.Value.Url, CheckRequest.MinPhase),
                cancellationToken);
        }
        finally
        {
            _room.Release();
        }
    }

    public void Dispose() => _room.Dispose();
}
