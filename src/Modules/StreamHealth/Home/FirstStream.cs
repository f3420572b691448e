using Microsoft.EntityFrameworkCore;
using Platform.Console;
using Platform.Kernel.Security;
using Platform.StreamHealth.Data;
using Platform.StreamHealth.Streams;

namespace Platform.StreamHealth.Home;

/// <summary>What a newcomer does first.</summary>
internal sealed class FirstStream(IDbContextFactory<StreamHealthDb> databases) : IFirstStep
{
    public int Order => 100;

    public string Title => "Watch a stream";

    public string Text => "Add a stream of yours, or the examples: one of them is healthy, others show what is found when they are not.";

    public string Href => "streams";

    public string Policy => Policies.Operate;

    public async Task<bool> IsDoneAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Living().AnyAsync(cancellationToken);
    }
}
