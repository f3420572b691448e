using Platform.Data.Tests.Samples;

// The test runner loads this assembly as a library; started as a program it is a process for tests to kill.
switch (args)
{
    case ["write", var folder]:
        await using (var node = SampleNode.Sqlite(folder)) await AcknowledgingWriter.RunAsync(node, Console.Out);
        return 0;
    case ["raise-and-die", var place]:
        await SampleEvents.RaiseAndDieAsync(place);
        return 0;
    case ["deliver-and-die", var place]:
        await SampleEvents.DeliverAndDieAsync(place);
        return 0;
    default:
        return 2;
}
