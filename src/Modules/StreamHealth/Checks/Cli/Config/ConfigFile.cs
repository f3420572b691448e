using Platform.Kernel.Results;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Platform.StreamHealth.Checks.Cli.Config;

/// <summary>
/// Reads stream_checker's <c>config.yaml</c>: the one that is named, else <c>./config.yaml</c>, else
/// <c>~/.stream_checker/config.yaml</c>. A value that is wrong leaves its default in place and is told; so is a key that
/// nothing is known of.
/// </summary>
internal static class ConfigFile
{
    private const int MaxBytes = 1024 * 1024;

    public static Result<CheckerConfig> Read(string? named)
    {
        if (named is not null) return ReadFile(named, isNamed: true);
        var found = Places().FirstOrDefault(File.Exists);
        return found is null ? new CheckerConfig() : ReadFile(found, isNamed: false);
    }

    private static IEnumerable<string> Places()
    {
        yield return Path.GetFullPath("config.yaml");
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        if (home.Length > 0) yield return Path.Combine(home, ".stream_checker", "config.yaml");
    }

    private static Result<CheckerConfig> ReadFile(string file, bool isNamed)
    {
        var config = new CheckerConfig();
        try
        {
            if (new FileInfo(file).Length > MaxBytes) return Broken(file, "it is larger than 1 MiB");
            using var reader = File.OpenText(file);
            var yaml = new YamlStream();
            yaml.Load(reader);
            var keys = new Dictionary<string, string?>();
            if (yaml.Documents is [{ RootNode: YamlMappingNode root }, ..]) Flatten(root, "", keys);
            // A config.yaml that lies about in the folder may belong to something else entirely.
            if (!isNamed && !keys.Keys.Any(k => CheckerKeys.Known.ContainsKey(k) || Reason(k) is not null)) return config;
            foreach (var (key, value) in keys) Take(config, key, value, file);
            return config;
        }
        catch (YamlException e)
        {
            return Failed(config, isNamed, Broken(file, $"line {e.Start.Line}: {e.InnerException?.Message ?? e.Message}"));
        }
        catch (InvalidOperationException)
        {
            // The parser's, for some unfinished lists, instead of its own exception.
            return Failed(config, isNamed, Broken(file, "it is not YAML"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Failed(config, isNamed, Broken(file, e.Message));
        }
    }

    private static void Flatten(YamlMappingNode node, string prefix, Dictionary<string, string?> into)
    {
        foreach (var (name, child) in node.Children)
        {
            if (name is not YamlScalarNode { Value: { } key }) continue;
            switch (child)
            {
                case YamlMappingNode map:
                    Flatten(map, $"{prefix}{key}.", into);
                    break;
                case YamlSequenceNode list:
                    into[prefix + key] = string.Join(", ", list.Children.OfType<YamlScalarNode>().Select(i => i.Value));
                    break;
                case YamlScalarNode scalar:
                    into[prefix + key] = scalar.Value;
                    break;
            }
        }
    }

    private static void Take(CheckerConfig config, string key, string? value, string file)
    {
        if (CheckerKeys.Known.TryGetValue(key, out var take))
        {
            if (take(config, value ?? "") is { } expected) config.Warnings.Add($"{file}: {key} is '{value}', but should be {expected}; the default is used");
        }
        else if (Reason(key) is { } reason)
        {
            config.Warnings.Add($"{file}: {key} has no effect here: {reason}");
        }
        else
        {
            config.Warnings.Add($"{file}: {key} is not a setting of stream_checker and is ignored");
        }
    }

    private static string? Reason(string key) => CheckerKeys.WithoutMeaning.GetValueOrDefault(key) ?? CheckerKeys.WithoutMeaning.GetValueOrDefault(key.Split('.')[0]);

    // What nobody named must not stop a check.
    private static Result<CheckerConfig> Failed(CheckerConfig config, bool isNamed, Error error)
    {
        if (isNamed) return error;
        config.Warnings.Add(error.Message);
        return config;
    }

    private static Error Broken(string file, string why) => Error.Invalid("check.config", $"The configuration file {file} cannot be read: {why}");
}
