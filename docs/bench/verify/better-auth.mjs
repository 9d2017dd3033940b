// better-auth's verifyApiKey over HTTP, one key, its memory adapter, no rate limit: prints its port and the key.
import { betterAuth } from "better-auth";
import { memoryAdapter } from "better-auth/adapters/memory";
import { apiKey } from "@better-auth/api-key";
import http from "node:http";

const auth = betterAuth({
  database: memoryAdapter({ user: [], session: [], account: [], verification: [], apikey: [] }),
  secret: "0123456789abcdef0123456789abcdef",
  baseURL: "http://127.0.0.1",
  logger: { disabled: true },
  emailAndPassword: { enabled: true },
  plugins: [apiKey({ rateLimit: { enabled: false } })],
});
const { user } = await auth.api.signUpEmail({
  body: { email: "bench@example.com", password: "correct horse battery 9", name: "bench" },
});
const { key } = await auth.api.createApiKey({ body: { name: "bench", userId: user.id } });
const server = http.createServer(async (request, response) => {
  const presented = (request.headers.authorization ?? "").slice("ApiKey ".length);
  const answer = await auth.api.verifyApiKey({ body: { key: presented } });
  response.writeHead(answer.valid ? 200 : 401).end();
});
server.listen(0, "127.0.0.1", () => console.log(`${server.address().port} ${key}`));
