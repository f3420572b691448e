using Platform.Speech.Hosting;

// What "platform engine-host" is in the product: tests start themselves as the worker.
return args is [EngineHost.Verb, ..] ? EngineHost.Run(args[1..]) : 0;
