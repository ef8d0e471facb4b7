/// The unit by which systemd runs the program.
enum SystemdUnit {
    static let text = """
        [Unit]
        Description=Sluice: checks outgoing mail
        Documentation=man:postfix(1)
        Before=postfix.service
        After=network.target

        [Service]
        ExecStart=/usr/bin/sluiced --config /etc/sluice/sluice.yaml --milter unix:/run/sluice/milter.sock --log-format json
        ExecReload=/bin/kill -HUP $MAINPID
        Restart=always
        RestartSec=200ms
        TimeoutStopSec=7
        User=sluice
        # So that Postfix may write to the socket.
        Group=postfix
        UMask=0007
        RuntimeDirectory=sluice
        RuntimeDirectoryMode=0750
        LimitNOFILE=65536
        NoNewPrivileges=no
        PrivateTmp=yes
        PrivateDevices=yes
        ProtectSystem=full
        ProtectHome=yes
        ProtectKernelModules=yes
        ProtectKernelTunables=yes
        ProtectControlGroups=yes
        RestrictRealtime=yes
        LockPersonality=yes

        [Install]
        WantedBy=multi-user.target
        """
}
