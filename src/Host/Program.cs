var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.Services.AddRazorComponents().AddInteractiveServerComponents();

var app = builder.Build();
app.MapGet("/health/live", () => "ok").AllowAnonymous();
await app.RunAsync();
