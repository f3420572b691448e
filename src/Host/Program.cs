using Platform.Host.CommandLine;

return await PlatformCommandLine.RunAsync(args);
