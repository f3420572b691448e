namespace Platform.Host.Settings;

/// <summary>The configuration cannot be used; the message names the key and is all a person needs to see.</summary>
internal sealed class SettingsException(string message) : Exception(message);
