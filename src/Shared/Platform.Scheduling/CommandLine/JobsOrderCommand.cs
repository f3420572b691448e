using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Platform.Kernel.CommandLine;
using Platform.Kernel.Results;

namespace Platform.Scheduling.CommandLine;

/// <summary>A verb that does one thing to one job.</summary>
internal sealed class JobsOrderCommand : Command
{
    private readonly Argument<string> _key = JobsCommand.KeyArgument();
    private readonly Option<OutputFormat> _output = OutputOption.Create();

    public JobsOrderCommand(
        CommandServices services, string verb, string description, string done, Func<IServiceProvider, string, CancellationToken, Task<Result<Unit>>> act)
        : base(verb, description)
    {
        Add(_key);
        Add(_output);
        SetAction(async (parsed, cancellationToken) =>
        {
            var key = parsed.GetRequiredValue(_key);
            var provider = await services.WithDatabaseAsync(cancellationToken);
            await provider.GetRequiredService<JobSweep>().SweepAsync(starting: false, cancellationToken); // the service may never have run
            var result = await act(provider, key, cancellationToken);
            return await Answer.OrErrorAsync(parsed, parsed.GetValue(_output), result, _ => new { job = key, done }, _ => $"{key}: {done}");
        });
    }
}
