using Microsoft.Extensions.DependencyInjection;
using Platform.StreamHealth.Streams.Bulk;
using Platform.StreamHealth.Streams.Groups;
using Platform.StreamHealth.Streams.Portable;

namespace Platform.StreamHealth.Streams;

/// <summary>What streams and their groups are defined, changed, carried about and checked by.</summary>
internal static class StreamSlice
{
    public static IServiceCollection AddStreams(this IServiceCollection services) => services
        .AddSingleton<StreamRules>()
        .AddSingleton<StreamChecks>()
        .AddSingleton<CreateStream>()
        .AddSingleton<CloneStream>()
        .AddSingleton<GetStream>()
        .AddSingleton<ListStreams>()
        .AddSingleton<UpdateStream>()
        .AddSingleton<PauseStream>()
        .AddSingleton<DeleteStream>()
        .AddSingleton<CheckStreamNow>()
        .AddSingleton<TestStream>()
        .AddSingleton<AddExampleStreams>()
        .AddSingleton<RunCheck>()
        .AddSingleton<ReadRecentChecks>()
        .AddSingleton<BulkEdit>()
        .AddSingleton<ReadGroups>()
        .AddSingleton<SaveGroup>()
        .AddSingleton<DeleteGroup>()
        .AddSingleton<ExportStreams>()
        .AddSingleton<ImportPlanner>()
        .AddSingleton<ImportStreams>();
}
