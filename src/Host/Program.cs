using Platform.Host.CommandLine;
using Platform.Media.Players;
using Platform.Speech.Hosting;

// The workers need nothing of the service and start often.
if (args is [PlayerHost.Verb, ..]) return PlayerHost.Run(args[1..]);
if (args is [EngineHost.Verb, ..]) return EngineHost.Run(args[1..]);
return await PlatformCommandLine.RunAsync(args);
