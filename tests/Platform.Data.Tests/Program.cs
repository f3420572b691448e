using Platform.Data.Tests.Samples;

// The test runner loads this assembly as a library; started as a program it is a process for tests to kill.
if (args is not ["write", var folder]) return 2;
await using var node = SampleNode.Sqlite(folder);
await AcknowledgingWriter.RunAsync(node, Console.Out);
return 0;
