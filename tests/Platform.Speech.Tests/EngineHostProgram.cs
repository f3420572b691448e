using Platform.Speech.Hosting;
using Platform.Speech.Tests.Hosting;

// What "platform engine-host" is in the product: tests start themselves as the worker, with an engine that fails as asked besides the real ones.
return args is [EngineHost.Verb, ..]
    ? EngineHost.Run(args[1..], name => name == FaultyEngine.Name ? new FaultyEngine() : NativeEngines.Create(name))
    : 0;
