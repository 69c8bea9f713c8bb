-- Second factors, and accounts that end with their posts. The secrets themselves are better-auth's, in `auth`.

alter table accounts
  -- The last 30-second step whose code was accepted (RFC 6238, 5.2): neither it nor an older one is accepted again.
  add column last_totp_step bigint,
  -- The administrator took the second factor away; told at the next sign-in, then cleared.
  add column second_factor_reset_at timestamptz,
  -- Why it is disabled. Only what ended with the last post begins again with a post.
  add column disabled_cause text check (disabled_cause in ('administrator', 'endOfPost')),
  add column disabled_reason text,
  -- Enabled by the administrator: posts that had ended before do not disable it again.
  add column enabled_at timestamptz;

update accounts set disabled_cause = 'administrator' where disabled_at is not null;
