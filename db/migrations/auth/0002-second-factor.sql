-- Tables of better-auth 1.7.6's `two-factor` plugin and of @better-auth/passkey 1.7.6, as its own generator prints them.
alter table "user" add column "twoFactorEnabled" boolean default false;
create table "twoFactor" ("id" text not null primary key, "secret" text not null, "backupCodes" text not null, "userId" text not null references "user" ("id") on delete cascade, "verified" boolean default true, "failedVerificationCount" integer default 0, "lockedUntil" timestamptz);
create table "passkey" ("id" text not null primary key, "name" text, "publicKey" text not null, "userId" text not null references "user" ("id") on delete cascade, "credentialID" text not null, "counter" integer not null, "deviceType" text not null, "backedUp" boolean not null, "transports" text, "createdAt" timestamptz, "aaguid" text);
-- One second factor an account and one account a passkey: two enrolments at once leave one.
create unique index "twoFactor_userId_idx" on "twoFactor" ("userId");
create index "twoFactor_secret_idx" on "twoFactor" ("secret");
create index "passkey_userId_idx" on "passkey" ("userId");
create unique index "passkey_credentialID_idx" on "passkey" ("credentialID");
-- When a session was last used, to the minutes; better-auth itself writes a session once a day.
alter table "session" add column "lastSeenAt" timestamptz;
grant select, insert, update, delete on "twoFactor", "passkey" to lianfang_app;
