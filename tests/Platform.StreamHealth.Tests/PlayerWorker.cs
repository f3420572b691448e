using Platform.Media.Players;

// What "platform player-host" is in the product: tests start themselves as the worker.
return args is [PlayerHost.Verb, ..] ? PlayerHost.Run(args[1..]) : 0;
