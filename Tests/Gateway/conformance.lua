-- A conversation with a milter that runs: miltertest -D sock=unix:PATH -D steps=NUMBER -s conformance.lua
-- The steps are those that the peer offers (SMFIP_… of libmilter's mfdef.h); with 0 each command has a reply.
function fail(what) mt.echo("FAIL " .. what) error("failed") end
function expect(value, wanted, what)
  if value ~= wanted then fail(what .. ": " .. tostring(value)) end
end
function goes_on(what)
  if tonumber(steps) == 0 then expect(mt.getreply(conn), SMFIR_CONTINUE, what) end
end
function fine(value, what) if value ~= nil then fail(what .. ": " .. tostring(value)) end end

conn = mt.connect(sock, 10, 0.2)
if conn == nil then fail("no connection") end
fine(mt.negotiate(conn, 6, 0x1ff, tonumber(steps)), "negotiation")
fine(mt.conninfo(conn, "client.example", "127.0.0.1"), "connection")
goes_on("connection")

function mail(body, fields)
  mt.macro(conn, SMFIC_MAIL, "i", "4TEST", "{auth_authen}", "anna")
  fine(mt.mailfrom(conn, "<anna@westbach.example>"), "sender")
  goes_on("sender")
  fine(mt.rcptto(conn, "<bert@kunde.example>"), "recipient")
  goes_on("recipient")
  fine(mt.data(conn), "data")
  for name, value in pairs(fields or {}) do fine(mt.header(conn, name, value), "field") end
  fine(mt.header(conn, "From", "anna@westbach.example"), "field")
  fine(mt.header(conn, "Subject", "Angebot"), "field")
  for _ = 1, 2 do fine(mt.bodystring(conn, body), "body") end
  fine(mt.eom(conn), "end")
  return mt.getreply(conn)
end

function passes(reply, what)
  if reply ~= SMFIR_ACCEPT and reply ~= SMFIR_CONTINUE then fail(what .. ": " .. tostring(reply)) end
end

passes(mail("Guten Tag\r\n"), "a clean mail")
passes(mail("MARKE-1\r\n", { ["X-Sluice-Verdict"] = "pass" }), "a mail to be tagged")
if not mt.eom_check(conn, MT_HDRADD, "X-Sluice-Verdict") then fail("no mark") end
if not mt.eom_check(conn, MT_HDRDELETE, "x-sluice-verdict") then fail("a forged mark stays") end
passes(mail("HALTEN-1\r\n"), "a mail to be held")
if not mt.eom_check(conn, MT_QUARANTINE) then fail("no quarantine") end
expect(mail("GEHEIM-1\r\n"), SMFIR_REPLYCODE, "a mail to be refused")
passes(mail(string.rep("x", 60000)), "a long body")
mt.mailfrom(conn, "<anna@westbach.example>")
mt.abort(conn)
passes(mail("Guten Tag\r\n"), "a mail after one that was broken off")
mt.disconnect(conn)
mt.echo("conformance ok")
