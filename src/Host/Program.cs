using Platform.Host.CommandLine;
using Platform.Media.Players;

// The worker of a player test needs nothing of the service and starts often.
if (args is [PlayerHost.Verb, ..]) return PlayerHost.Run(args[1..]);
return await PlatformCommandLine.RunAsync(args);
